using System.Text.RegularExpressions;
using ComfyStudio.Jobs;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Worker.Engines;

/// <summary>Refuses the start with the name of the setting that is wrong; no engine at all is fine.</summary>
internal sealed partial class EngineListValidator : IValidateOptions<EngineList>
{
    public ValidateOptionsResult Validate(string? name, EngineList options)
    {
        var faults = options.Engines.SelectMany(FaultsOf).Concat(RepeatedIds(options.Engines)).ToList();
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static IEnumerable<string> FaultsOf(EngineOptions engine, int index)
    {
        var setting = $"{EngineOptions.Section}__{index}__";
        if (engine.Address.Length == 0)
            yield return $"{setting}Address is missing: give ComfyUI's address, for example http://127.0.0.1:8188.";
        else if (EngineAddress.TryParse(engine) is null)
            yield return $"{setting}Address is no http or https address: give ComfyUI's address, for example http://127.0.0.1:8188.";
        if (!IdPattern().IsMatch(engine.Id))
            yield return $"{setting}Id is '{engine.Id}': use at most 64 letters, digits, '.', '_' and '-', beginning with a letter or digit.";
        if (engine.Tags.Count > EngineRules.MostTags || !engine.Tags.All(EngineRules.IsTag))
            yield return $"{setting}Tags: {EngineRules.AboutTags}";
        if (!EngineRules.IsWeight(engine.Weight))
            yield return $"{setting}Weight: {EngineRules.AboutWeight}";
        if (engine.CollectAtOnce is < 1 or > 32)
            yield return $"{setting}CollectAtOnce must be between 1 and 32.";
        if (engine.Token is { Length: > 0 } && engine.UserName is { Length: > 0 })
            yield return $"{setting}Token and {setting}UserName are both set: ComfyUI's proxy can take only one of them.";
    }

    private static IEnumerable<string> RepeatedIds(IEnumerable<EngineOptions> engines) =>
        engines.GroupBy(engine => engine.Id, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .Select(group => $"{EngineOptions.Section}__…__Id '{group.Key}' is given {group.Count()} times: each engine needs its own.");

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex IdPattern();
}
