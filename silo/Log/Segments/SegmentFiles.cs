using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace CityActors.Silo.Log.Segments;

/// <summary>
/// The files of one log, each a run of <see cref="LogLayout.SegmentBytes"/> addresses: segment n holds n × SegmentBytes and on.
/// </summary>
internal sealed class SegmentFiles : IDisposable
{
    private const string Extension = ".log";
    private const int ProbeBytes = 1 << 20;

    private readonly ConcurrentDictionary<int, SafeFileHandle> handles = new();
    private readonly Lock opening = new();

    /// <summary>Takes hold of a directory, which is made when missing.</summary>
    public SegmentFiles(string directory, LogLayout layout, ISegmentDisk disk)
    {
        Directory = directory;
        Layout = layout;
        Disk = disk;
        System.IO.Directory.CreateDirectory(directory);
    }

    /// <summary>Where the files are.</summary>
    public string Directory { get; }

    /// <summary>How the log lies in them.</summary>
    public LogLayout Layout { get; }

    /// <summary>What writes.</summary>
    public ISegmentDisk Disk { get; }

    /// <summary>Path of a segment's file.</summary>
    public string PathOf(int segment) =>
        Path.Combine(Directory, segment.ToString("D8", CultureInfo.InvariantCulture) + Extension);

    /// <summary>Numbers of the segments there are, ascending.</summary>
    public int[] List() =>
    [
        .. System.IO.Directory.EnumerateFiles(Directory, "*" + Extension)
            .Select(NumberOf)
            .Where(static segment => segment >= 0)
            .Order(),
    ];

    /// <summary>Bytes of a segment's file; 0 when there is none.</summary>
    public long Length(int segment)
    {
        var file = new FileInfo(PathOf(segment));
        return file.Exists ? file.Length : 0;
    }

    /// <summary>The open file of a segment, made when missing.</summary>
    public SafeFileHandle Writable(int segment)
    {
        if (handles.TryGetValue(segment, out var handle))
        {
            return handle;
        }

        lock (opening)
        {
            if (handles.TryGetValue(segment, out handle))
            {
                return handle;
            }

            var isNew = !File.Exists(PathOf(segment));
            handle = Open(segment, FileMode.OpenOrCreate);
            if (isNew)
            {
                DirectorySync.Flush(Directory);
            }

            return handles[segment] = handle;
        }
    }

    /// <summary>Reads what is there from an address on, within one segment.</summary>
    /// <returns>Bytes read; fewer than asked for at the end of the file.</returns>
    /// <exception cref="FileNotFoundException">The segment was dropped.</exception>
    public int Read(long address, Span<byte> buffer)
    {
        var (handle, offset) = Readable(address);
        var read = 0;
        for (int n; read < buffer.Length && (n = RandomAccess.Read(handle, buffer[read..], offset + read)) > 0; read += n)
        {
        }

        return read;
    }

    /// <summary>As <see cref="Read"/>, without holding a thread.</summary>
    public async ValueTask<int> ReadAsync(long address, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var (handle, offset) = Readable(address);
        var read = 0;
        while (read < buffer.Length)
        {
            var n = await RandomAccess.ReadAsync(handle, buffer[read..], offset + read, cancellationToken).ConfigureAwait(false);
            if (n == 0)
            {
                break;
            }

            read += n;
        }

        return read;
    }

    /// <summary>Cuts off everything at an address and above it, and brings that to disk.</summary>
    public void CutAt(long address)
    {
        var segment = Layout.SegmentOf(address);
        foreach (var later in List().Where(number => number > segment))
        {
            Delete(later);
        }

        if (File.Exists(PathOf(segment)))
        {
            var handle = Writable(segment);
            var offset = address - (segment * Layout.SegmentBytes);
            if (RandomAccess.GetLength(handle) > offset)
            {
                RandomAccess.SetLength(handle, offset);
                Disk.Flush(handle);
            }
        }

        DirectorySync.Flush(Directory);
    }

    /// <summary>Deletes a segment; who reads it at this moment reads to the end of his read.</summary>
    public void Delete(int segment)
    {
        File.Delete(PathOf(segment));
        if (handles.TryRemove(segment, out var handle))
        {
            handle.Dispose();
        }
    }

    /// <summary>Finds out whether the disk takes a mebibyte, without touching the log.</summary>
    /// <exception cref="IOException">It does not.</exception>
    public void Probe()
    {
        var path = Path.Combine(Directory, "probe.tmp");
        try
        {
            using var handle = File.OpenHandle(path, FileMode.Create, FileAccess.Write, FileShare.None);
            Disk.Write(handle, new byte[ProbeBytes], 0);
            Disk.Flush(handle);
        }
        finally
        {
            File.Delete(path);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var handle in handles.Values)
        {
            handle.Dispose();
        }

        handles.Clear();
    }

    private static int NumberOf(string path) =>
        int.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;

    private (SafeFileHandle Handle, long Offset) Readable(long address)
    {
        var segment = Layout.SegmentOf(address);
        if (!handles.TryGetValue(segment, out var handle))
        {
            lock (opening)
            {
                if (!handles.TryGetValue(segment, out handle))
                {
                    handles[segment] = handle = Open(segment, FileMode.Open);
                }
            }
        }

        return (handle, address - (segment * Layout.SegmentBytes));
    }

    private SafeFileHandle Open(int segment, FileMode mode) =>
        File.OpenHandle(PathOf(segment), mode, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
}
