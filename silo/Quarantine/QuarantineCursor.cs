using System.Globalization;
using CityActors.Silo.Storage;

namespace CityActors.Silo.Quarantine;

/// <summary>
/// Where a page ends. It carries the arrival besides the id, so that the next page is found also when the entry was dealt with
/// in the meantime.
/// </summary>
/// <param name="Arrived">Arrival of the last entry of the page, ticks UTC.</param>
/// <param name="Id">Its id.</param>
internal readonly record struct QuarantineCursor(long Arrived, string Id)
{
    private const char Mark = '@';
    private const char Separator = '~';

    /// <summary>Before the first page.</summary>
    public static QuarantineCursor Newest => new(long.MaxValue, "");

    /// <summary>Reads a cursor as it was handed out, or the bare id of an entry that is still there.</summary>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public static QuarantineCursor Read(string? text, SqliteSession session)
    {
        if (text is null)
        {
            return Newest;
        }

        var separator = text.IndexOf(Separator);
        if (text.StartsWith(Mark) && separator > 0
            && long.TryParse(text.AsSpan(1, separator - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var arrived))
        {
            return new QuarantineCursor(arrived, text[(separator + 1)..]);
        }

        return session["SELECT arrived FROM entries WHERE id = ?1"].Bind(1, text).Scalar() is { } known
            ? new QuarantineCursor(known, text)
            : throw new ArgumentException($"Expected the 'next' of a page or the id of an entry, got '{text}'.", nameof(text));
    }

    /// <summary>The cursor as it is handed out.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark}{Arrived}{Separator}{Id}");
}
