namespace CityActors.Simulators.Tests.Bench;

/// <summary>A file with some text that is gone after the test.</summary>
internal sealed class TextFile : IDisposable
{
    public TextFile(string text, string ending = ".xml")
    {
        Path = System.IO.Path.Combine(System.IO.Path.GetTempPath(), $"simulators-{Guid.NewGuid():N}{ending}");
        File.WriteAllText(Path, text);
    }

    /// <summary>Where it is.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public void Dispose() => File.Delete(Path);
}
