using System.Text.Json;

namespace CityActors.Silo.Log.Segments;

/// <summary>How a log lies on disk. Written once when the log is made: a later change of the settings is for new logs only.</summary>
/// <param name="Version">Version of the layout.</param>
/// <param name="PageBytes">Bytes of a page, a power of two: no frame is longer, none crosses a page.</param>
/// <param name="SegmentBytes">Bytes of a file, a power of two of at least four pages.</param>
internal sealed record LogLayout(int Version, int PageBytes, long SegmentBytes)
{
    /// <summary>Version of the layout that is written.</summary>
    public const int CurrentVersion = 1;

    /// <summary>FasterLog gives no address below this one.</summary>
    public const long FirstAddress = 64;

    private const string FileName = "layout.json";

    /// <summary>Start of the page that holds an address.</summary>
    public long PageOf(long address) => address & -PageBytes;

    /// <summary>Number of the segment that holds an address.</summary>
    public int SegmentOf(long address) => (int)(address / SegmentBytes);

    /// <summary>Where the first frame of a page begins.</summary>
    public static int FirstOffset(long pageAddress) => pageAddress == 0 ? (int)FirstAddress : 0;

    /// <summary>Where the first frame of a segment begins.</summary>
    public long FirstFrame(int segment) => segment == 0 ? FirstAddress : segment * SegmentBytes;

    /// <summary>The layout of an existing log, or <paramref name="wanted"/> written down for a new one.</summary>
    /// <exception cref="InvalidDataException">The log was written by a newer version, or its layout cannot be read.</exception>
    public static LogLayout Of(string directory, LogLayout wanted)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path))
        {
            DurableFile.Replace(path, JsonSerializer.SerializeToUtf8Bytes(wanted));
            return wanted;
        }

        LogLayout? layout = null;
        try
        {
            layout = JsonSerializer.Deserialize<LogLayout>(File.ReadAllBytes(path));
        }
        catch (JsonException)
        {
            // Told below: what cannot be read is not guessed.
        }

        return layout switch
        {
            { Version: > CurrentVersion } => throw new InvalidDataException(
                $"The log in {directory} has layout version {layout.Version}, this program reads up to "
                    + $"{CurrentVersion}: start the newer program."),
            { PageBytes: > 0, SegmentBytes: > 0 } => layout,
            _ => throw new InvalidDataException($"{path} is not the layout of a log: expected PageBytes and SegmentBytes above 0."),
        };
    }
}
