namespace ComfyStudio.AppHost.Plain;

/// <summary>One line at a time, each with the name of who says it.</summary>
internal sealed class ConsoleLog(TextWriter output, bool colours)
{
    private const int NameWidth = 11;
    private const string Reset = "\u001b[0m";
    private const string Red = "\u001b[31m";
    private const string Bold = "\u001b[1m";
    private static readonly string[] Palette = ["\u001b[36m", "\u001b[32m", "\u001b[33m", "\u001b[35m", "\u001b[34m", "\u001b[96m", "\u001b[92m"];

    private readonly Lock _writing = new();
    private readonly Dictionary<string, string> _colourOf = [];

    public static ConsoleLog ForTerminal() =>
        new(Console.Out, !Console.IsOutputRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR")));

    public void Say(string text) => Write(text, Bold);

    public void Fail(string text) => Write(text, Red);

    public void Line(string service, string text)
    {
        lock (_writing)
        {
            output.WriteLine($"{Coloured(service.PadRight(NameWidth) + " |", ColourOf(service))} {text}");
        }
    }

    private void Write(string text, string colour)
    {
        lock (_writing)
        {
            foreach (var line in text.Split('\n'))
            {
                output.WriteLine(Coloured(line, colour));
            }
        }
    }

    private string ColourOf(string service)
    {
        if (!_colourOf.TryGetValue(service, out var colour))
        {
            _colourOf[service] = colour = Palette[_colourOf.Count % Palette.Length];
        }

        return colour;
    }

    private string Coloured(string text, string colour) => colours ? colour + text + Reset : text;
}
