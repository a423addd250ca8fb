using ComfyStudio.AppHost.Plain;

namespace ComfyStudio.AppHost.Tests.Plain;

public sealed class ConsoleTests
{
    [Fact]
    public void Each_line_stands_under_the_name_of_who_says_it()
    {
        var recorded = new RecordedLog();

        recorded.Log.Line("api", "listening");

        Assert.Equal("api         | listening" + Environment.NewLine, recorded.Text);
    }

    [Fact]
    public void On_a_terminal_every_service_has_its_own_colour()
    {
        var text = new StringWriter();
        var log = new ConsoleLog(text, colours: true);

        log.Line("api", "one");
        log.Line("worker", "two");

        var lines = text.ToString().Split(Environment.NewLine);
        Assert.StartsWith("\u001b[", lines[0], StringComparison.Ordinal);
        Assert.NotEqual(lines[0][..5], lines[1][..5]);
    }

    [Theory]
    [InlineData("--no-dashboard", false, false)]
    [InlineData("--local-only", true, true)]
    public void Options_are_understood(string argument, bool dashboard, bool localOnly)
    {
        var options = PlainOptions.Parse([argument]);

        Assert.Equal((dashboard, localOnly), (options.Dashboard, options.LocalOnly));
    }

    [Fact]
    public void An_unknown_option_is_answered_with_the_known_ones()
    {
        var refusal = Assert.Throws<SettingException>(() => PlainOptions.Parse(["--dashbord"]));

        Assert.Contains("'--dashbord' is not an option", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("--no-dashboard", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_program_that_starts_the_studio_gets_one_line_of_json()
    {
        var recorded = new RecordedLog();
        var topology = new Topology(_ => null);
        var announcement = new Announcement(topology, [Engine.SimulatorAt(topology.SimulatorPort)], PlainOptions.Parse([]), dashboardComesLater: true, recorded.Log);

        announcement.Make(TimeSpan.FromSeconds(6.2), forPrograms: true);

        Assert.StartsWith("comfystudio-ready {\"web\":\"http://localhost:5173\",\"api\":\"http://localhost:8000\"", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("The studio is ready (6.2 s).", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("http://localhost:18888 (in a moment", recorded.Text, StringComparison.Ordinal);
        Assert.Contains("COMFYUI_URL is not set, so the simulator", recorded.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_studios_cannot_share_a_data_folder()
    {
        var folder = Directory.CreateTempSubdirectory("comfystudio-").FullName;
        using (DataFolderLock.Take(folder))
        {
            var refusal = Assert.Throws<SettingException>(() => DataFolderLock.Take(folder));
            Assert.Contains("COMFYSTUDIO_DATA", refusal.Message, StringComparison.Ordinal);
        }

        DataFolderLock.Take(folder).Dispose();
        Directory.Delete(folder, recursive: true);
    }
}
