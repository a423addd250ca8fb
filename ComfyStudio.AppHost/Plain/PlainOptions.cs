namespace ComfyStudio.AppHost.Plain;

/// <summary>What was asked for on the command line.</summary>
internal sealed record PlainOptions(bool Dashboard, bool LocalOnly, bool Help)
{
    public const string Usage = """
        Starts ComfyStudio: Redis, the services, the page, and a stand-in engine when no ComfyUI answers.

          --no-dashboard   no telemetry and no Aspire dashboard
          --local-only     this machine only: other machines cannot open the page or the API

        COMFYUI_URL points at one or several ComfyUI; the README lists all settings.
        """;

    public static PlainOptions Parse(IEnumerable<string> arguments) =>
        arguments.Aggregate(new PlainOptions(Dashboard: true, LocalOnly: false, Help: false), (options, argument) => argument switch
        {
            "--no-dashboard" => options with { Dashboard = false },
            "--local-only" => options with { LocalOnly = true },
            "--help" or "-h" => options with { Help = true },
            _ => throw new SettingException($"'{argument}' is not an option.\n\n{Usage}"),
        });
}
