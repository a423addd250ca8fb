using ComfyStudio.Images.Metadata;
using ComfyStudio.Images.Storage;

namespace ComfyStudio.Images.Trash;

/// <summary>
/// One deletion on the disk, and its steps. Each says what it is about to do in a file before it does it, and can be done again after the
/// process ended anywhere in it: <c>manifest.json</c> (these go in), <c>complete</c> (they are in), <c>restore.json</c> (they go back there),
/// <c>purge</c> (they go for ever).
/// </summary>
internal sealed class TrashFolder(ImageRoot root, string id, TimeProvider time, Action beforeStep)
{
    internal const string Name = ".trash";

    private const string Manifest = "manifest.json";
    private const string Complete = "complete";
    private const string Restore = "restore.json";
    private const string Purge = "purge";

    internal string Id => id;

    private string FullPath => Path.Join(root.FullPath, Name, id);

    internal bool IsRestoring => Has(Restore);

    internal bool IsPurging => Has(Purge);

    /// <summary>Everything that was to go in is in, and nothing else was asked since.</summary>
    internal bool IsAtRest => Has(Manifest) && Has(Complete) && !IsRestoring && !IsPurging;

    /// <summary>Null for what is no deletion, or the rest of one.</summary>
    internal TrashManifest? Read() => TrashManifest.Read(In(Manifest));

    internal string? Find(string name) => Has(name) ? In(name) : null;

    /// <summary>Where the images were that lie in the trash now: they were taken away on purpose, whatever the index remembers.</summary>
    internal static IReadOnlySet<string> PathsIn(ImageRoot root)
    {
        var trash = new DirectoryInfo(Path.Join(root.FullPath, Name));
        var folders = trash.Exists ? trash.EnumerateDirectories().Select(folder => folder.FullName) : [];
        return folders.SelectMany(folder => (TrashManifest.Read(Path.Join(folder, Manifest))?.Images ?? [])
            .Where(image => File.Exists(Path.Join(folder, image.Files[0].Name))).Select(image => image.RelativePath)).ToHashSet(StringComparer.Ordinal);
    }

    internal void Begin(TrashManifest manifest)
    {
        beforeStep();
        Directory.CreateDirectory(FullPath);
        Write(Manifest, manifest.ToBytes());
        FolderFlush.Flush(Path.GetDirectoryName(FullPath)!);
    }

    internal void Fill(TrashManifest manifest)
    {
        // The image before what lies beside it: the gallery never shows one that lost its settings.
        foreach (var file in manifest.Images.SelectMany(image => image.Files))
            TakeIn(file);
        Flush(manifest.Images.Select(image => image.RelativePath));
        Write(Complete, []);
    }

    /// <returns>Relative paths of the images that are back.</returns>
    internal IReadOnlyList<string> GiveBack(TrashManifest manifest)
    {
        var plan = RestorePlan.Read(In(Restore));
        if (plan is null)
            Write(Restore, (plan = PlanOf(manifest)).ToBytes());
        foreach (var (i, image) in manifest.Images.Index())
            GiveBack(plan, i, image);
        Flush(plan.Targets.Values);
        Delete(manifest);
        return [.. plan.Targets.OrderBy(target => target.Key).Select(target => target.Value).Where(path => File.Exists(Path.Join(root.FullPath, path)))];
    }

    internal void Throw(TrashManifest? manifest)
    {
        if (!IsPurging)
            Write(Purge, []);
        Delete(manifest);
    }

    /// <summary>Ends what ended half: the first half of a beginning, or the last half of an end.</summary>
    internal void DeleteRest()
    {
        foreach (var file in Directory.EnumerateFiles(FullPath).Where(IsOurs).ToList())
            DeleteFile(file);
        if (!Directory.EnumerateFileSystemEntries(FullPath).Any())
            Directory.Delete(FullPath);
    }

    private void TakeIn(TrashedFile file)
    {
        var from = Path.Join(root.FullPath, file.From);
        if (Has(file.Name) || FileOf(from) is not { } found || found != (file.Bytes, file.ModifiedTicks))
            return;
        beforeStep();
        File.Move(from, In(file.Name), overwrite: false);
    }

    private void Flush(IEnumerable<string> relativePaths)
    {
        foreach (var folder in relativePaths.Select(path => Path.GetDirectoryName(Path.Join(root.FullPath, path))!).Distinct().Where(Directory.Exists))
            FolderFlush.Flush(folder);
    }

    private RestorePlan PlanOf(TrashManifest manifest)
    {
        var (targets, taken) = (new Dictionary<int, string>(), new HashSet<string>(StringComparer.Ordinal));
        foreach (var (i, image) in manifest.Images.Index().Where(image => Has(image.Item.Files[0].Name)))
            targets[i] = FreePath(image.RelativePath, taken);
        return new RestorePlan(targets);
    }

    private void GiveBack(RestorePlan plan, int i, TrashedImage image)
    {
        if (!plan.Targets.TryGetValue(i, out var target))
            return;
        if (Has(image.Files[0].Name))
            target = GiveBackImage(plan, i, image.Files[0], target);
        foreach (var file in image.Files.Skip(1).Where(file => !file.IsThumbnail && Has(file.Name)))
            GiveBackBeside(file, image, target);
    }

    // The image goes first and so claims the name: one that somebody took since the plan was made is not written over.
    private string GiveBackImage(RestorePlan plan, int i, TrashedFile file, string target)
    {
        while (true)
        {
            var path = Path.Join(root.FullPath, target);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            beforeStep();
            try
            {
                File.Move(In(file.Name), path, overwrite: false);
                return target;
            }
            catch (IOException) when (File.Exists(path))
            {
                plan.Targets[i] = target = FreePath(target, []);
                Write(Restore, plan.ToBytes());
            }
        }
    }

    private void GiveBackBeside(TrashedFile file, TrashedImage image, string target)
    {
        var path = Path.ChangeExtension(Path.Join(root.FullPath, target), Path.GetExtension(file.From));
        beforeStep();
        if (target != image.RelativePath && Sidecar.Read(In(file.Name)) is { } sidecar)
        {
            // It names the image that it tells of.
            using var renamed = TemporaryFile.Create(Path.GetDirectoryName(path)!, time);
            renamed.Content.Write((sidecar with { File = Path.GetFileName(target) }).ToBytes());
            if (!File.Exists(path))
                renamed.TryPublish(path);
        }
        else if (!File.Exists(path))
        {
            File.Move(In(file.Name), path, overwrite: false);
        }

        DeleteFile(In(file.Name));
    }

    /// <summary>Free for the image and for what lies beside it.</summary>
    private string FreePath(string relativePath, HashSet<string> taken)
    {
        var stem = Path.ChangeExtension(relativePath, null);
        for (var i = 1; ; i++)
        {
            var candidate = i == 1 ? relativePath : $"{stem}-{i}{Path.GetExtension(relativePath)}";
            if (IsFree(candidate) && taken.Add(Path.ChangeExtension(candidate, null)))
                return candidate;
        }
    }

    private bool IsFree(string candidate)
    {
        var path = Path.Join(root.FullPath, candidate);
        return !File.Exists(path) && !File.Exists(Path.ChangeExtension(path, ".json")) && !File.Exists(Path.ChangeExtension(path, ".txt"));
    }

    // The manifest goes last but for what says why: without it nobody would know what the rest was.
    private void Delete(TrashManifest? manifest)
    {
        foreach (var file in manifest?.Images.SelectMany(image => image.Files) ?? [])
            DeleteFile(In(file.Name));
        DeleteFile(In(Manifest));
        DeleteRest();
    }

    private bool IsOurs(string path)
    {
        var name = Path.GetFileName(path);
        return name is Manifest or Complete or Restore or Purge || name.StartsWith(TemporaryFile.Prefix, StringComparison.Ordinal) || name.EndsWith(ThumbnailEnd, StringComparison.Ordinal);
    }

    internal const string ThumbnailEnd = ".thumb.webp";

    private void Write(string name, byte[] content)
    {
        beforeStep();
        using var file = TemporaryFile.Create(FullPath, time);
        file.Content.Write(content);
        file.PublishOver(In(name));
    }

    private void DeleteFile(string path)
    {
        if (!File.Exists(path))
            return;
        beforeStep();
        File.Delete(path);
    }

    private bool Has(string name) => File.Exists(In(name));

    private string In(string name) => Path.Join(FullPath, name);

    private static (long Bytes, long Ticks)? FileOf(string path) =>
        new FileInfo(path) is { Exists: true } file ? (file.Length, file.LastWriteTimeUtc.Ticks) : null;
}
