using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ComfyStudio.ServiceDefaults.Configuration;

public static class ValidatedOptionsExtensions
{
    /// <summary>
    /// Binds <typeparamref name="TOptions"/> to the section and refuses to start on a wrong value, naming the setting.
    /// Nested objects and lists are checked where they carry <see cref="ValidateObjectMembersAttribute"/> or
    /// <see cref="ValidateEnumeratedItemsAttribute"/>.
    /// </summary>
    public static OptionsBuilder<TOptions> AddValidatedOptions<TOptions>(this IServiceCollection services, string section)
        where TOptions : class
    {
        services.AddSingleton<IValidateOptions<TOptions>>(new SettingValidator<TOptions>(section));
        return services.AddOptions<TOptions>().BindConfiguration(section).ValidateOnStart();
    }
}
