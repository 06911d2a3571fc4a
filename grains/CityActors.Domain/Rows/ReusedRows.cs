using System.Runtime.InteropServices;

namespace CityActors.Domain.Rows;

/// <summary>
/// Rows that come and go: a freed one is taken again, always the lowest first, so that where a row stands follows from the content
/// alone and not from how it came about.
/// </summary>
/// <typeparam name="T">The row; its bytes are its snapshot. The default value is a free row.</typeparam>
internal sealed class ReusedRows<T>(int section, int most) : ISection
    where T : unmanaged, IReusedRow
{
    private readonly PagedRows<T> rows = new(section);
    private readonly PriorityQueue<int, int> free = new();

    /// <inheritdoc/>
    public int Number => section;

    /// <inheritdoc/>
    public int PageCount => rows.PageCount;

    /// <inheritdoc/>
    public PageMarks Marks => rows.Marks;

    /// <summary>Rows in use.</summary>
    public int Count => rows.Count - free.Count;

    /// <summary>One more than the highest place ever taken.</summary>
    public int End => rows.Count;

    /// <summary>A row, for reading.</summary>
    public ref readonly T this[int place] => ref rows[place];

    /// <summary>A row, for changing.</summary>
    public ref T Change(int place) => ref rows.Change(place);

    /// <summary>Takes a place.</summary>
    /// <returns>The place; -1 when all are taken.</returns>
    public int Take(in T row)
    {
        if (free.TryDequeue(out var place, out _))
        {
            rows.Change(place) = row;
            return place;
        }

        return rows.Count < most ? rows.Add(row) : -1;
    }

    /// <summary>Gives a place back.</summary>
    public void Free(int place)
    {
        rows.Change(place) = default;
        free.Enqueue(place, place);
    }

    /// <inheritdoc/>
    public byte[] Copy(int page) => rows.Copy(page);

    /// <inheritdoc/>
    public void Restore(int page, ReadOnlySpan<byte> bytes)
    {
        var place = rows.Count;
        rows.Restore(page, bytes);
        foreach (var row in MemoryMarshal.Cast<byte, T>(bytes))
        {
            if (row.IsFree)
            {
                free.Enqueue(place, place);
            }

            place++;
        }
    }
}
