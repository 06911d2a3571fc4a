using System.Runtime.InteropServices;

namespace CityActors.Silo.Log.Segments;

/// <summary>
/// Brings a directory's entries to disk. A file that was created, renamed or deleted is only sure to be so after a power cut when its
/// directory was synchronised too; .NET has no call for it.
/// </summary>
internal static partial class DirectorySync
{
    /// <summary>Brings the entries of a directory to disk; does nothing on Windows, which has no such call.</summary>
    /// <exception cref="IOException">The system refused.</exception>
    public static void Flush(string directory)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var descriptor = Open(directory, 0);
        if (descriptor < 0)
        {
            throw Refused(directory);
        }

        try
        {
            if (Synchronise(descriptor) != 0)
            {
                throw Refused(directory);
            }
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Refused(string directory)
    {
        var error = Marshal.GetLastPInvokeError();
        return new IOException($"{Marshal.GetPInvokeErrorMessage(error)} : '{directory}'", error);
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Synchronise(int descriptor);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int descriptor);
}
