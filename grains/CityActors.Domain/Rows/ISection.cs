namespace CityActors.Domain.Rows;

/// <summary>A part of the state that is pictured page by page.</summary>
internal interface ISection
{
    /// <summary>Number of the section in snapshots; part of the data format.</summary>
    int Number { get; }

    /// <summary>Pages in use.</summary>
    int PageCount { get; }

    /// <summary>Which of them changed.</summary>
    PageMarks Marks { get; }

    /// <summary>A copy of a page's content: equal contents give equal bytes.</summary>
    byte[] Copy(int page);

    /// <summary>Takes a page back; pages come in order, each once, into an empty section.</summary>
    void Restore(int page, ReadOnlySpan<byte> bytes);
}
