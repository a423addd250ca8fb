namespace ComfyStudio.AppHost.Tests;

public sealed class EngineAddressesTests
{
    [Theory]
    [InlineData("http://localhost:8188", "http://localhost:8188/")]
    [InlineData("https://gpu.example.org/comfy", "https://gpu.example.org/comfy")]
    [InlineData("192.168.1.20:8188", "http://192.168.1.20:8188/")]
    [InlineData("localhost:8188", "http://localhost:8188/")]
    [InlineData("  http://[::1]:8188  ", "http://[::1]:8188/")]
    public void An_address_alone_is_the_ComfyUI(string text, string address)
    {
        var engine = Assert.Single(EngineAddresses.Parse(text, token: null));

        Assert.Equal(("comfyui", "ComfyUI"), (engine.Id, engine.Name));
        Assert.Equal(address, engine.Address.AbsoluteUri);
    }

    [Fact]
    public void Several_are_told_apart_by_name_or_else_by_host()
    {
        var engines = EngineAddresses.Parse("Desk=http://desk:8188, http://192.168.1.20:8188,", token: "secret");

        Assert.Equal([("desk", "Desk"), ("engine-192-168-1-20-8188", "192.168.1.20:8188")], engines.Select(engine => (engine.Id, engine.Name)));
        Assert.All(engines, engine => Assert.Equal("secret", engine.Token));
    }

    [Fact]
    public void Credentials_leave_the_address()
    {
        var engine = Assert.Single(EngineAddresses.Parse("attic=https://anna:p%40ss%2Cword@attic.example.org:8443/comfy", token: null));

        Assert.Equal(("anna", "p@ss,word"), (engine.UserName, engine.Password));
        Assert.Equal("https://attic.example.org:8443/comfy", engine.Address.AbsoluteUri);
    }

    [Theory]
    [InlineData("ftp://localhost:8188")]
    [InlineData("http://")]
    [InlineData("not an address")]
    [InlineData(",")]
    public void Anything_else_is_refused_with_an_example(string text)
    {
        var refusal = Assert.Throws<SettingException>(() => EngineAddresses.Parse(text, token: null));

        Assert.Contains("COMFYUI_URL", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("http://192.168.1.20:8188", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_refusal_does_not_repeat_a_password()
    {
        var refusal = Assert.Throws<SettingException>(() => EngineAddresses.Parse("ftp://anna:geheim@desk", token: null));

        Assert.DoesNotContain("geheim", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_engines_cannot_have_one_name()
    {
        var refusal = Assert.Throws<SettingException>(() => EngineAddresses.Parse("desk=http://a:8188,Desk=http://b:8188", token: null));

        Assert.Contains("two engines 'desk'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_worker_is_told_what_is_known_and_nothing_else()
    {
        var engine = new Engine("desk", "Desk", new Uri("http://desk:8188")) { Token = "secret" };

        Assert.Equal(
            ["Engines__2__Id=desk", "Engines__2__Name=Desk", "Engines__2__Address=http://desk:8188/", "Engines__2__Token=secret"],
            engine.Settings(2).Select(setting => $"{setting.Key}={setting.Value}"));
    }
}
