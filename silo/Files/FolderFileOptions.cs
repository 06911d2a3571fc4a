using Microsoft.Extensions.Options;

namespace CityActors.Silo.Files;

/// <summary>Settings of the folder that keeps files of cases.</summary>
public sealed class FolderFileOptions
{
    /// <summary>Folder. Default <c>data/files</c>: beside everything else that the city keeps.</summary>
    public string Path { get; set; } = System.IO.Path.Combine("data", "files");

    /// <summary>Largest file, bytes, 1 KiB - 1 GiB. Default 15 MiB: a photograph, a report, half a minute of video.</summary>
    public long FileBytesMax { get; set; } = 15L << 20;

    /// <summary>Bytes of all files together, at least <see cref="FileBytesMax"/>. Default 16 GiB.</summary>
    public long BytesMax { get; set; } = 16L << 30;

    /// <summary>Files on their way at once, 1-10,000. Default 100.</summary>
    public int DraftsMax { get; set; } = 100;
}

/// <summary>Checks <see cref="FolderFileOptions"/>.</summary>
internal sealed class FolderFileOptionsValidator : IValidateOptions<FolderFileOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FolderFileOptions options) => options switch
    {
        { Path: null or "" } => Fail(nameof(options.Path), "the name of a folder", options.Path),
        { FileBytesMax: < 1 << 10 or > 1 << 30 } => Fail(nameof(options.FileBytesMax), "1024-1073741824", options.FileBytesMax),
        _ when options.BytesMax < options.FileBytesMax =>
            Fail(nameof(options.BytesMax), $"at least {options.FileBytesMax} (FileBytesMax)", options.BytesMax),
        { DraftsMax: < 1 or > 10_000 } => Fail(nameof(options.DraftsMax), "1-10,000", options.DraftsMax),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object? got) =>
        ValidateOptionsResult.Fail($"City:Files:{key} must be {expected}, it is '{got}'.");
}
