using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace ComfyStudio.ServiceDefaults.Configuration;

// The framework's own validator names the class and property; a person needs the setting, as it is written in a file
// and as an environment variable. The value is left out: it may be a secret.
internal sealed class SettingValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var failures = Check(section, options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(string path, object instance)
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(instance, new ValidationContext(instance), results, validateAllProperties: true);
        return results.SelectMany(result => Describe(path, result)).Concat(Parts(path, instance).SelectMany(part => Check(part.Path, part.Value)));
    }

    private static IEnumerable<string> Describe(string path, ValidationResult result) =>
        result.MemberNames.DefaultIfEmpty("").Select(member =>
        {
            var setting = member.Length == 0 ? path : $"{path}:{member}";
            return $"Setting {setting} (environment {setting.Replace(":", "__", StringComparison.Ordinal)}): {result.ErrorMessage}";
        });

    private static IEnumerable<(string Path, object Value)> Parts(string path, object instance)
    {
        foreach (var property in instance.GetType().GetProperties().Where(property => property.GetIndexParameters().Length == 0))
        {
            var value = property.GetValue(instance);
            if (value is not null && property.GetCustomAttribute<ValidateObjectMembersAttribute>() is not null)
            {
                yield return ($"{path}:{property.Name}", value);
            }
            else if (value is IEnumerable items && property.GetCustomAttribute<ValidateEnumeratedItemsAttribute>() is not null)
            {
                foreach (var (index, item) in items.Cast<object>().Index())
                {
                    yield return ($"{path}:{property.Name}:{index}", item);
                }
            }
        }
    }
}
