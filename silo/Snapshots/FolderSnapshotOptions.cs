using Microsoft.Extensions.Options;

namespace CityActors.Silo.Snapshots;

/// <summary>Settings of the embedded snapshot store.</summary>
public sealed class FolderSnapshotOptions
{
    /// <summary>Folder of the snapshots. Default <c>data/snapshots</c>: beside everything else that the city keeps.</summary>
    public string Directory { get; set; } = Path.Combine("data", "snapshots");

    /// <summary>Newest snapshots kept whatever their age, 1-1,000. Default 2: one to start from and one should it be damaged.</summary>
    public int NewestKept { get; set; } = 2;

    /// <summary>Hours back for which one snapshot an hour is kept, 0-8,760. Default 24: a day can be rewound.</summary>
    public int HoursKept { get; set; } = 24;

    /// <summary>
    /// Page files that one snapshot may be spread over before it is written anew, 1-1,000. Default 16: opening more makes a
    /// start slow.
    /// </summary>
    public int FilesMax { get; set; } = 16;

    /// <summary>
    /// Share of a snapshot's files that may be out of date before it is written anew, 0-1. Default 0.5: at most twice its size.
    /// </summary>
    public double GarbageMax { get; set; } = 0.5;
}

/// <summary>Checks <see cref="FolderSnapshotOptions"/>.</summary>
internal sealed class FolderSnapshotOptionsValidator : IValidateOptions<FolderSnapshotOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FolderSnapshotOptions options) => options switch
    {
        { Directory: null or "" } => Fail(nameof(options.Directory), "the name of a folder", options.Directory),
        { NewestKept: < 1 or > 1000 } => Fail(nameof(options.NewestKept), "1-1,000", options.NewestKept),
        { HoursKept: < 0 or > 8760 } => Fail(nameof(options.HoursKept), "0-8,760", options.HoursKept),
        { FilesMax: < 1 or > 1000 } => Fail(nameof(options.FilesMax), "1-1,000", options.FilesMax),
        { GarbageMax: not (>= 0 and <= 1) } => Fail(nameof(options.GarbageMax), "0-1", options.GarbageMax),
        _ => ValidateOptionsResult.Success,
    };

    private static ValidateOptionsResult Fail(string key, string expected, object? got) =>
        ValidateOptionsResult.Fail($"City:Snapshots:{key} must be {expected}, it is '{got}'.");
}
