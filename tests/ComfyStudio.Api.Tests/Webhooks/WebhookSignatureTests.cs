using System.Net;
using ComfyStudio.Api.Webhooks;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Tests.Webhooks;

public sealed class WebhookSignatureTests
{
    [Fact]
    public void The_signature_is_the_one_of_the_scheme_s_own_example() => Assert.Equal(
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
        WebhookSignature.Of(
            "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", DateTimeOffset.FromUnixTimeSeconds(1614265330),
            """{"test": 2432232314}"""));

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("192.168.1.20", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("93.184.216.34", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:2800:220:1::1", true)]
    public void Only_addresses_of_the_public_internet_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, PublicAddresses.IsPublic(IPAddress.Parse(address)));

    [Fact]
    public void Pauses_grow_from_seconds_to_a_day_and_end()
    {
        var schedule = new RetrySchedule(Options.Create(new WebhooksOptions()), new Random(1));
        var pauses = Enumerable.Range(0, 12).Select(schedule.PauseAfter).ToList();

        Assert.InRange(pauses[0]!.Value.TotalSeconds, 5, 5.5);
        Assert.InRange(pauses[9]!.Value.TotalHours, 24, 26.4);
        Assert.Equal([null, null], pauses[10..]);
        Assert.Equal(pauses.Take(10).OfType<TimeSpan>().Order(), pauses.Take(10).OfType<TimeSpan>());
    }

    [Fact]
    public void A_receiver_that_names_a_time_is_not_asked_before_it()
    {
        var (pause, later) = (TimeSpan.FromSeconds(5), TimeSpan.FromMinutes(2));
        Assert.Equal(later, RetrySchedule.Heed(pause, HttpStatusCode.TooManyRequests, later));
        Assert.Equal(pause, RetrySchedule.Heed(pause, HttpStatusCode.InternalServerError, later));
        Assert.Equal(pause, RetrySchedule.Heed(pause, HttpStatusCode.ServiceUnavailable, TimeSpan.FromDays(400)));
    }
}
