using System.Runtime.InteropServices;

namespace CityActors.Domain.Rows;

/// <summary>
/// Rows of fixed size by handle, kept in pages so that growing copies nothing and a snapshot takes only the pages that changed.
/// One writer; other threads may read fields that never change of rows below <see cref="Count"/>.
/// </summary>
/// <typeparam name="T">The row; its bytes are its snapshot, so its layout is part of the data format.</typeparam>
internal sealed class PagedRows<T>(int section) : ISection
    where T : unmanaged
{
    private const int Shift = 10;
    private const int RowsPerPage = 1 << Shift;
    private readonly PageMarks marks = new();
    private T[][] pages = [];
    private int count;

    /// <summary>Rows ever added.</summary>
    public int Count => Volatile.Read(ref count);

    /// <inheritdoc/>
    public int Number => section;

    /// <inheritdoc/>
    public int PageCount => (count + RowsPerPage - 1) >> Shift;

    /// <inheritdoc/>
    public PageMarks Marks => marks;

    /// <summary>A row, for reading.</summary>
    public ref readonly T this[int index] => ref pages[index >> Shift][index & (RowsPerPage - 1)];

    /// <summary>A row, for changing.</summary>
    public ref T Change(int index)
    {
        var page = index >> Shift;
        marks.Touch(page);
        return ref pages[page][index & (RowsPerPage - 1)];
    }

    /// <summary>Adds a row.</summary>
    /// <returns>Its handle.</returns>
    public int Add(in T row)
    {
        var index = count;
        var page = index >> Shift;
        if (page == pages.Length)
        {
            Volatile.Write(ref pages, [.. pages, new T[RowsPerPage]]);
        }

        pages[page][index & (RowsPerPage - 1)] = row;
        marks.Touch(page);
        Volatile.Write(ref count, index + 1);
        return index;
    }

    /// <inheritdoc/>
    public byte[] Copy(int page) => MemoryMarshal.AsBytes(Used(page)).ToArray();

    /// <inheritdoc/>
    public void Restore(int page, ReadOnlySpan<byte> bytes)
    {
        foreach (var row in MemoryMarshal.Cast<byte, T>(bytes))
        {
            Add(row);
        }
    }

    private ReadOnlySpan<T> Used(int page) => pages[page].AsSpan(0, Math.Min(RowsPerPage, count - (page << Shift)));
}
