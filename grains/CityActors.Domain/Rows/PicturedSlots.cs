using CityActors.Domain.Log;

namespace CityActors.Domain.Rows;

/// <summary>
/// Objects by small number, pictured page by page. A number that was given back is given again, the smallest first, so that what a
/// restored table gives next is what the table itself would have given.
/// </summary>
/// <typeparam name="T">The object.</typeparam>
internal sealed class PicturedSlots<T>(int section, Action<RecordWriter, T> write, PicturedSlots<T>.Reader read) : ISection
    where T : class
{
    private const int Shift = 6;
    private readonly List<T?> slots = [];
    private readonly SortedSet<int> free = [];
    private readonly PageMarks marks = new();
    private readonly RecordWriter scratch = new();
    private int pageCount;

    /// <summary>Reads what was written of an object.</summary>
    public delegate T Reader(ref RecordReader fields);

    /// <inheritdoc/>
    public int Number => section;

    /// <inheritdoc/>
    public int PageCount => pageCount;

    /// <inheritdoc/>
    public PageMarks Marks => marks;

    /// <summary>Objects in the table.</summary>
    public int Count => slots.Count - free.Count;

    /// <summary>One more than the largest number given.</summary>
    public int End => slots.Count;

    /// <summary>The object of a number; null when there is none.</summary>
    public T? this[int slot] => slots[slot];

    /// <summary>Adds an object.</summary>
    /// <returns>Its number.</returns>
    public int Add(T item)
    {
        var slot = slots.Count;
        if (free.Count > 0)
        {
            slot = free.Min;
            free.Remove(slot);
            slots[slot] = item;
        }
        else
        {
            slots.Add(item);
        }

        Touch(slot);
        return slot;
    }

    /// <summary>Takes an object out.</summary>
    public void Remove(int slot)
    {
        slots[slot] = null;
        free.Add(slot);
        Touch(slot);
    }

    /// <summary>The object of a number changes now.</summary>
    public void Touch(int slot)
    {
        var page = slot >> Shift;
        pageCount = Math.Max(pageCount, page + 1);
        marks.Touch(page);
    }

    /// <summary>All objects in the order of their numbers.</summary>
    public IEnumerable<T> All()
    {
        for (var slot = 0; slot < slots.Count; slot++)
        {
            if (slots[slot] is { } item)
            {
                yield return item;
            }
        }
    }

    /// <inheritdoc/>
    public byte[] Copy(int page)
    {
        scratch.Clear();
        for (var slot = page << Shift; slot < Math.Min(slots.Count, (page + 1) << Shift); slot++)
        {
            if (slots[slot] is { } item)
            {
                write(scratch.Number(slot), item);
            }
        }

        return scratch.Written.ToArray();
    }

    /// <inheritdoc/>
    public void Restore(int page, ReadOnlySpan<byte> bytes)
    {
        pageCount = Math.Max(pageCount, page + 1);
        marks.Touch(page);
        var fields = RecordReader.OverFields(bytes);
        while (!fields.Payload.IsEmpty)
        {
            var slot = checked((int)fields.Number());
            while (slots.Count < slot)
            {
                free.Add(slots.Count);
                slots.Add(null);
            }

            slots.Add(read(ref fields));
        }
    }
}
