using System.Globalization;

namespace ComfyStudio.Thumbnailer.Vips;

/// <summary>One operation of libvips: made by name, given its arguments, run once, asked for its result.</summary>
internal sealed class VipsOperation : IDisposable
{
    private readonly string _name;
    private nint _operation;

    internal VipsOperation(string name)
    {
        _name = name;
        _operation = LibVips.NewOperation(name);
        if (_operation == 0)
            throw VipsException.Take(name);
    }

    /// <param name="value">As libvips writes it: a number, <c>true</c>, the name of a choice.</param>
    internal VipsOperation With(string argument, string value)
    {
        if (LibVips.SetArgument(_operation, argument, value) != 0)
            throw VipsException.Take($"{_name} {argument}={value}");
        return this;
    }

    internal VipsOperation With(string argument, int value) => With(argument, value.ToString(CultureInfo.InvariantCulture));

    internal VipsOperation With(string argument, VipsImage image)
    {
        var value = default(LibVips.GValue);
        LibVips.InitValue(ref value, LibVips.ImageType());
        LibVips.SetObject(ref value, image);
        LibVips.SetProperty(_operation, argument, in value);
        LibVips.UnsetValue(ref value);
        return this;
    }

    internal VipsOperation With(string argument, VipsSource source)
    {
        var value = default(LibVips.GValue);
        LibVips.InitValue(ref value, LibVips.BlobType());
        LibVips.SetBoxed(ref value, source.Blob);
        LibVips.SetProperty(_operation, argument, in value);
        LibVips.UnsetValue(ref value);
        return this;
    }

    internal VipsImage RunToImage()
    {
        Run();
        var value = default(LibVips.GValue);
        LibVips.InitValue(ref value, LibVips.ImageType());
        LibVips.GetProperty(_operation, "out", ref value);
        var image = LibVips.Ref(LibVips.GetObject(in value));
        LibVips.UnsetValue(ref value);
        return new VipsImage(image);
    }

    internal unsafe byte[] RunToBytes()
    {
        Run();
        var value = default(LibVips.GValue);
        LibVips.InitValue(ref value, LibVips.BlobType());
        LibVips.GetProperty(_operation, "buffer", ref value);
        var bytes = LibVips.GetBlob(LibVips.GetBoxed(in value), out var length);
        var copy = new ReadOnlySpan<byte>((void*)bytes, checked((int)length)).ToArray();
        LibVips.UnsetValue(ref value);
        return copy;
    }

    public void Dispose()
    {
        if (_operation == 0)
            return;
        LibVips.UnrefOutputs(_operation);
        LibVips.Unref(_operation);
        _operation = 0;
    }

    private void Run()
    {
        if (LibVips.Build(ref _operation) != 0)
            throw VipsException.Take(_name);
    }
}
