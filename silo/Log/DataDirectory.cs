using System.Globalization;
using System.Text.Json;
using CityActors.Silo.Log.Segments;

namespace CityActors.Silo.Log;

/// <summary>
/// A data directory, held by this process alone as long as the instance lives. The lock is the operating system's on an open file, so it
/// dies with the process, however it dies.
/// </summary>
public sealed class DataDirectory : IDisposable
{
    /// <summary>Version of the data format that this program writes.</summary>
    public const int FormatVersion = 1;

    /// <summary>Folder of the city log.</summary>
    public const string CityLogFolder = "log";

    /// <summary>Folder of the change log.</summary>
    public const string ChangeLogFolder = "changes";

    private const string FormatFile = "city.json";
    private const string LockFile = "city.lock";
    private const string ProcessFile = "city.pid";

    private readonly FileStream held;

    private DataDirectory(string path, FileStream held, Format format)
    {
        Path = path;
        this.held = held;
        Generation = format.Generation;
        Partitions = format.Partitions;
    }

    /// <summary>Full path.</summary>
    public string Path { get; }

    /// <summary>Generation of the log, from 1.</summary>
    public int Generation { get; }

    /// <summary>Number of partitions of the generation.</summary>
    public int Partitions { get; }

    /// <summary>Takes hold of a directory, which is made when missing.</summary>
    /// <param name="path">Where it is.</param>
    /// <param name="partitions">Partitions that the settings say; null: whatever the directory has.</param>
    /// <exception cref="IOException">Another process holds it, or it cannot be written to. One sentence.</exception>
    /// <exception cref="InvalidDataException">It was written by a newer version, or has another number of partitions. One
    /// sentence.</exception>
    public static DataDirectory Open(string path, int? partitions)
    {
        path = System.IO.Path.GetFullPath(path);
        var held = Hold(path);
        try
        {
            var format = FormatOf(path, partitions);
            File.WriteAllText(
                System.IO.Path.Combine(path, ProcessFile), Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new DataDirectory(path, held, format);
        }
        catch (Exception refused)
        {
            held.Dispose();
            if (refused is UnauthorizedAccessException or IOException)
            {
                throw NotWritable(path, refused);
            }

            throw;
        }
    }

    /// <summary>Path of a folder in it.</summary>
    public string Folder(string name) => System.IO.Path.Combine(Path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(System.IO.Path.Combine(Path, ProcessFile));
        held.Dispose();
    }

    private static FileStream Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(path);
            return new FileStream(
                System.IO.Path.Combine(path, LockFile), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1);
        }
        catch (IOException taken) when (IsHeld(taken))
        {
            throw new IOException($"The data directory {path} is in use by {Holder(path)}: stop it, or choose another directory.", taken);
        }
        catch (Exception refused) when (refused is UnauthorizedAccessException or IOException)
        {
            throw NotWritable(path, refused);
        }
    }

    /// <summary>Sharing violation of Windows; EWOULDBLOCK of Linux and macOS.</summary>
    private static bool IsHeld(IOException refused) => refused.HResult is unchecked((int)0x80070020) or 11 or 35;

    private static string Holder(string path)
    {
        try
        {
            return $"process {File.ReadAllText(System.IO.Path.Combine(path, ProcessFile)).Trim()}";
        }
        catch (IOException)
        {
            return "another process";
        }
    }

    private static IOException NotWritable(string path, Exception refused) =>
        new($"The data directory {path} cannot be written to: {refused.Message}", refused);

    private static Format FormatOf(string path, int? partitions)
    {
        var file = System.IO.Path.Combine(path, FormatFile);
        if (!File.Exists(file))
        {
            var made = new Format(FormatVersion, 1, partitions ?? LogOptions.PartitionsOfNew);
            DurableFile.Replace(file, JsonSerializer.SerializeToUtf8Bytes(made, FormatJson));
            return made;
        }

        Format? format = null;
        try
        {
            format = JsonSerializer.Deserialize<Format>(File.ReadAllBytes(file), FormatJson);
        }
        catch (JsonException)
        {
            // Told below: what cannot be read is not guessed.
        }

        if (format is { Version: > FormatVersion })
        {
            throw new InvalidDataException(
                $"The data directory {path} was written by a newer version of the program (format {format.Version}, this one knows"
                + $" {FormatVersion}): start the newer one.");
        }

        if (format is not { Version: > 0, Generation: > 0, Partitions: > 0 })
        {
            throw new InvalidDataException($"{file} does not say version, generation and partitions of a data directory.");
        }

        return partitions is null || partitions == format.Partitions
            ? format
            : throw new InvalidDataException(
                $"The data directory {path} has {format.Partitions} partitions, City:Log:Partitions says "
                    + $"{partitions}: the number is fixed for"
                + $" generation {format.Generation} of the log; set it to {format.Partitions} or use another directory.");
    }

    private static readonly JsonSerializerOptions FormatJson = new(JsonSerializerDefaults.Web);

    private sealed record Format(int Version, int Generation, int Partitions);
}
