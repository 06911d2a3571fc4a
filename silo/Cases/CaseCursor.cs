using System.Globalization;

namespace CityActors.Silo.Cases;

/// <summary>Where a page ends: the order value and id of its last row, so that the next one is found whatever became of that row.</summary>
/// <param name="Order">Value of the column that the index is ordered by.</param>
/// <param name="Id">Id of the case.</param>
internal readonly record struct CaseCursor(long Order, string Id)
{
    private const char Separator = '~';

    /// <summary>Reads a cursor as it was handed out.</summary>
    /// <exception cref="ArgumentException">It was not.</exception>
    public static CaseCursor Read(string text)
    {
        var separator = text.IndexOf(Separator);
        return separator > 0
            && long.TryParse(text.AsSpan(0, separator), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order)
            ? new CaseCursor(order, text[(separator + 1)..])
            : throw new ArgumentException($"Expected the 'next' of a page, got '{text}'.", nameof(text));
    }

    /// <summary>The cursor as it is handed out.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Order}{Separator}{Id}");
}
