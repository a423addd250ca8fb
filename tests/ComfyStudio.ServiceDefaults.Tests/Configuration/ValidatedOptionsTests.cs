using System.ComponentModel.DataAnnotations;
using ComfyStudio.ServiceDefaults.Configuration;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ComfyStudio.ServiceDefaults.Tests.Configuration;

public sealed class ValidatedOptionsTests
{
    [Fact]
    public void A_right_value_is_bound()
    {
        var options = Bind(("Painting:Count", "3"));

        Assert.Equal(3, options.Value.Count);
    }

    [Fact]
    public void A_wrong_value_is_refused_with_the_name_of_the_setting()
    {
        var failure = Assert.Single(FailuresOf(Bind(("Painting:Count", "99"))));

        Assert.StartsWith("Setting Painting:Count (environment Painting__Count): ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_value_in_a_list_is_named_by_its_place()
    {
        var failure = Assert.Single(FailuresOf(Bind(("Painting:Brushes:0:Name", "flat"), ("Painting:Brushes:1:Width", "2"))));

        Assert.StartsWith("Setting Painting:Brushes:1:Name (environment Painting__Brushes__1__Name): ", failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_with_wrong_settings_says_so_in_one_line_and_does_not_start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Painting:Count"] = "99";
        builder.Services.AddValidatedOptions<PaintingOptions>("Painting");

        var (exitCode, errors) = await RunAsync(builder.Build());

        Assert.Equal(78, exitCode);
        Assert.StartsWith("Setting Painting:Count", Assert.Single(errors), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_value_of_the_wrong_type_is_named_as_well()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration["Painting:Count"] = "many";
        builder.Services.AddValidatedOptions<PaintingOptions>("Painting");

        var (exitCode, errors) = await RunAsync(builder.Build());

        Assert.Equal(78, exitCode);
        Assert.Contains("Painting:Count", Assert.Single(errors), StringComparison.Ordinal);
    }

    private static IOptions<PaintingOptions> Bind(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)))
            .Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddValidatedOptions<PaintingOptions>("Painting");
        return services.BuildServiceProvider().GetRequiredService<IOptions<PaintingOptions>>();
    }

    private static IEnumerable<string> FailuresOf(IOptions<PaintingOptions> options) =>
        Assert.Throws<OptionsValidationException>(() => options.Value).Failures;

    private static async Task<(int ExitCode, string[] Errors)> RunAsync(WebApplication app)
    {
        var before = Console.Error;
        using var errors = new StringWriter();
        Console.SetError(errors);
        try
        {
            var exitCode = await app.RunStudioAsync();
            return (exitCode, errors.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        finally
        {
            Console.SetError(before);
        }
    }

    internal sealed class PaintingOptions
    {
        [Range(1, 20)]
        public int Count { get; init; } = 1;

        [ValidateEnumeratedItems]
        public IReadOnlyList<Brush> Brushes { get; init; } = [];
    }

    internal sealed class Brush
    {
        [Required]
        public string? Name { get; init; }

        public int Width { get; init; }
    }
}
