using ComfyStudio.Worker.Engines;
using ComfyStudio.Worker.Tests.Hosting;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Tests.Engines;

public sealed class EngineListValidatorTests
{
    [Theory]
    [InlineData("", "Engines__0__Address")]
    [InlineData("127.0.0.1:8188", "Engines__0__Address")]
    [InlineData("ftp://gpu-box", "Engines__0__Address")]
    public async Task A_wrong_address_stops_the_start_and_names_the_setting(string address, string setting)
    {
        using var host = WorkerHost.Build(
        [
            new("ConnectionStrings:redis", "127.0.0.1:1"), new("Engines:0:Id", "a"), new("Engines:0:Address", address),
        ]);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Engines:0:Tags:0", "Big GPU", "Engines__0__Tags")]
    [InlineData("Engines:0:Weight", "0", "Engines__0__Weight")]
    public async Task A_wrong_tag_or_weight_stops_the_start_and_names_the_setting(string key, string value, string setting)
    {
        using var host = WorkerHost.Build(
        [
            new("ConnectionStrings:redis", "127.0.0.1:1"), new("Engines:0:Address", "http://127.0.0.1:8188"), new(key, value),
        ]);

        var refusal = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync(TestContext.Current.CancellationToken));

        Assert.Contains(setting, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_engines_of_one_name_are_refused()
    {
        var list = new EngineList { Engines = { Engine("a"), Engine("A") } };

        Assert.Contains("given 2 times", new EngineListValidator().Validate(null, list).FailureMessage, StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_is_all_that_must_be_given()
    {
        var list = new EngineList { Engines = { new EngineOptions { Address = "http://a" }, new EngineOptions { Address = "http://b" } } };

        list.NameTheUnnamed();

        Assert.True(new EngineListValidator().Validate(null, list).Succeeded);
        Assert.Equal(["comfyui", "comfyui-2"], list.Engines.Select(engine => engine.Id));
    }

    [Fact]
    public void Credentials_in_an_address_are_used_and_not_shown()
    {
        var address = EngineAddress.TryParse(new EngineOptions { Address = "https://me:p%40ss@gpu.lan:8443/comfy" })!;

        Assert.Equal(("me", "p@ss"), (address.UserName, address.Password));
        Assert.Equal("https://gpu.lan:8443/comfy", address.BaseAddress.ToString());
    }

    private static EngineOptions Engine(string id) => new() { Id = id, Name = id, Address = "http://127.0.0.1:8188" };
}
