using System.Buffers.Binary;

namespace CityActors.Domain.Rows;

/// <summary>Bytes by handle, for what only some rows have: descriptions, texts, zones, roads.</summary>
internal sealed class KeyedBlobs(int section) : ISection
{
    private const int Shift = 10;
    private readonly Dictionary<int, byte[]> blobs = [];
    private readonly PageMarks marks = new();
    private int pageCount;

    /// <inheritdoc/>
    public int Number => section;

    /// <inheritdoc/>
    public int PageCount => pageCount;

    /// <inheritdoc/>
    public PageMarks Marks => marks;

    /// <summary>Number of blobs.</summary>
    public int Count => blobs.Count;

    /// <summary>Handles that have bytes, in no order.</summary>
    public IEnumerable<int> Keys => blobs.Keys;

    /// <summary>The bytes of a handle; null when it has none.</summary>
    public byte[]? this[int key] => blobs.GetValueOrDefault(key);

    /// <summary>Sets the bytes of a handle.</summary>
    public void Set(int key, ReadOnlySpan<byte> bytes)
    {
        if (blobs.TryGetValue(key, out var before) && before.Length == bytes.Length)
        {
            bytes.CopyTo(before);
        }
        else
        {
            blobs[key] = bytes.ToArray();
        }

        Touch(key);
    }

    /// <summary>Removes the bytes of a handle.</summary>
    public void Remove(int key)
    {
        if (blobs.Remove(key))
        {
            Touch(key);
        }
    }

    /// <inheritdoc/>
    public byte[] Copy(int page)
    {
        using var bytes = new MemoryStream();
        Span<byte> head = stackalloc byte[8];
        for (var key = page << Shift; key < (page + 1) << Shift; key++)
        {
            if (blobs.TryGetValue(key, out var blob))
            {
                BinaryPrimitives.WriteInt32LittleEndian(head, key);
                BinaryPrimitives.WriteInt32LittleEndian(head[4..], blob.Length);
                bytes.Write(head);
                bytes.Write(blob);
            }
        }

        return bytes.ToArray();
    }

    /// <inheritdoc/>
    public void Restore(int page, ReadOnlySpan<byte> bytes)
    {
        pageCount = Math.Max(pageCount, page + 1);
        marks.Touch(page);
        while (!bytes.IsEmpty)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(bytes[4..]);
            Set(BinaryPrimitives.ReadInt32LittleEndian(bytes), bytes.Slice(8, length));
            bytes = bytes[(8 + length)..];
        }
    }

    private void Touch(int key)
    {
        var page = key >> Shift;
        pageCount = Math.Max(pageCount, page + 1);
        marks.Touch(page);
    }
}
