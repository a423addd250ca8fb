namespace ComfyStudio.Api.Owners;

internal static class OwnersExtensions
{
    public static WebApplicationBuilder AddOwners(this WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<CurrentOwner>();
        return builder;
    }
}
