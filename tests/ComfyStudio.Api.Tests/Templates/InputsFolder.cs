using ComfyStudio.Images;
using ComfyStudio.Testing.Images;
using Microsoft.Extensions.Options;

namespace ComfyStudio.Api.Tests.Templates;

/// <summary>A folder of uploaded pictures with one in it.</summary>
internal sealed class InputsFolder : IDisposable
{
    private readonly TestImagesFolder _images = new();

    public InputsFolder()
    {
        var options = Options.Create(new ImagesOptions { Root = _images.Path });
        Files = new InputFiles(new ImageRoot(options, TimeProvider.System), options, TimeProvider.System);
        using var png = new MemoryStream(TestPng.Make());
        PictureId = ((StoredInput.Done)Files.StoreAsync(png, long.MaxValue, default).GetAwaiter().GetResult()).File.Id;
    }

    public InputFiles Files { get; }

    public string PictureId { get; }

    public void Dispose() => _images.Dispose();
}
