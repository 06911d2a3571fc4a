using System.ComponentModel;
using System.Runtime.InteropServices;

namespace CityActors.Silo.Storage;

/// <summary>Files that are there whole or not at all, also after the power was cut.</summary>
internal static partial class DurableFile
{
    /// <summary>Ending of a file that is being written; one that is left over means nothing.</summary>
    public const string Unfinished = ".tmp";

    /// <summary>
    /// Writes a file beside its place, flushes it, and moves it into place, over what stood there.
    /// Call <see cref="FlushFolder"/> before relying on it.
    /// </summary>
    public static void Write(string path, Action<Stream> write)
    {
        var unfinished = path + Unfinished;
        using (var file = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 16))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }

        File.Move(unfinished, path, overwrite: true);
    }

    /// <summary>Brings the names in a folder to disk. On Windows the file system sees to that itself.</summary>
    public static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, 0);
        if (handle < 0)
        {
            throw new IOException($"The folder {folder} cannot be opened: {LastError()}.");
        }

        var failed = Flush(handle) != 0;
        var reason = failed ? LastError() : "";
        Close(handle);
        if (failed)
        {
            throw new IOException($"The folder {folder} cannot be flushed: {reason}.");
        }
    }

    private static string LastError() => new Win32Exception(Marshal.GetLastPInvokeError()).Message;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Flush(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
