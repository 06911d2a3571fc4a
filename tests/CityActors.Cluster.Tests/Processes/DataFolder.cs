namespace CityActors.Cluster.Tests.Processes;

/// <summary>A data folder of its own, gone with the test.</summary>
internal sealed class DataFolder : IDisposable
{
    /// <summary>Full path.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("city-").FullName;

    /// <summary>Path of something in it.</summary>
    public string Of(string name) => System.IO.Path.Combine(Path, name);

    /// <summary>Files of the city log, oldest first.</summary>
    public string[] LogSegments() =>
        [.. Directory.GetFiles(Of("log")).Where(static file => new FileInfo(file).Length > 4096).Order(StringComparer.Ordinal)];

    /// <inheritdoc/>
    public void Dispose() => Directory.Delete(Path, recursive: true);
}
