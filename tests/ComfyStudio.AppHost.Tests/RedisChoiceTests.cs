namespace ComfyStudio.AppHost.Tests;

public sealed class RedisChoiceTests
{
    [Fact]
    public void A_given_connection_string_wins()
    {
        Assert.Equal(RedisKind.Given, RedisChoice.ForPlainHost(key => key == "ConnectionStrings__redis" ? "there:6379" : null, _ => "/usr/bin/redis-server"));
    }

    [Fact]
    public void Without_one_the_installed_server_is_used()
    {
        Assert.Equal(RedisKind.Executable, RedisChoice.ForPlainHost(_ => null, _ => "/usr/bin/redis-server"));
    }

    [Fact]
    public void Without_both_the_message_says_what_to_install()
    {
        var refusal = Assert.Throws<SettingException>(() => RedisChoice.ForPlainHost(_ => null, _ => null));

        Assert.Contains("Install it with: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings__redis", refusal.Message, StringComparison.Ordinal);
    }
}
