using System.Globalization;

namespace ComfyStudio.AppHost;

/// <summary>A port of the studio, and the environment variable that moves it.</summary>
internal sealed record StudioPort(string Service, string Setting, int Number)
{
    public string Localhost => $"http://localhost:{Number}";

    public static StudioPort Read(Func<string, string?> environment, string service, string setting, int usual)
    {
        var text = environment(setting);
        if (string.IsNullOrWhiteSpace(text))
        {
            return new StudioPort(service, setting, usual);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65535
            ? new StudioPort(service, setting, number)
            : throw new SettingException($"{setting} is '{text}', which is not a port number (1 to 65535).");
    }
}
