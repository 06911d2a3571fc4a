namespace CityActors.Silo.Log.Segments;

/// <summary>Writes small files so that after a crash either the old or the new content is there.</summary>
internal static class DurableFile
{
    /// <summary>Replaces a file's content.</summary>
    public static void Replace(string path, ReadOnlySpan<byte> content)
    {
        var draft = path + ".new";
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 1))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
        DirectorySync.Flush(Path.GetDirectoryName(path)!);
    }
}
