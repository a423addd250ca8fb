using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Jobs;

/// <summary>By hand, because the generated validator cannot name a setting as it is written in the configuration.</summary>
internal sealed partial class JobsOptionsValidator : IValidateOptions<JobsOptions>
{
    public ValidateOptionsResult Validate(string? name, JobsOptions options)
    {
        var wrong = new ValidateOptionsResultBuilder();
        if (string.IsNullOrWhiteSpace(options.Redis))
        {
            wrong.AddError("ConnectionStrings:redis is not set; give the address of Redis, for example localhost:6380.");
        }

        if (!QueueName.IsMatch(options.Queue)) wrong.AddError("Jobs:Queue must be 1 to 100 letters, digits, '.', '_' or '-'.");
        Within(nameof(options.LeaseDuration), options.LeaseDuration, TimeSpan.FromMilliseconds(100), TimeSpan.FromHours(1));
        Within(nameof(options.CallTimeout), options.CallTimeout, TimeSpan.FromMilliseconds(100), TimeSpan.FromMinutes(1));
        Within(nameof(options.PollInterval), options.PollInterval, TimeSpan.FromMilliseconds(50), TimeSpan.FromMinutes(1));
        Within(nameof(options.EngineTimeToLive), options.EngineTimeToLive, TimeSpan.FromSeconds(1), TimeSpan.FromHours(1));
        Within(nameof(options.KeepFor), options.KeepFor, TimeSpan.Zero, TimeSpan.FromDays(3650));
        Within(nameof(options.KeepDone), options.KeepDone, 0, 10_000_000);
        Within(nameof(options.KeepDead), options.KeepDead, 0, 10_000_000);
        Within(nameof(options.EventLogLength), options.EventLogLength, 10, 10_000_000);
        return wrong.Build();

        void Within<T>(string setting, T value, T least, T most)
            where T : IComparable<T>
        {
            if (value.CompareTo(least) >= 0 && value.CompareTo(most) <= 0) return;
            wrong.AddError($"{JobsOptions.Section}:{setting} is {value}; it must be between {least} and {most}.");
        }
    }

    [GeneratedRegex("^[A-Za-z0-9._-]{1,100}$")]
    private static partial Regex QueueName { get; }
}
