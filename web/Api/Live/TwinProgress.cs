using System.Globalization;
using CityActors.Log;
using CityActors.Twins;

namespace CityActors.Web.Api.Live;

/// <summary>
/// How far a reader of one twin has come: all that a record caused (<c>1.7.120044</c>), or its changes up to an index
/// (<c>1.7.120044.0</c>).
/// </summary>
/// <param name="Position">The record.</param>
/// <param name="Index">The change; <see cref="int.MaxValue"/>: all of them.</param>
internal readonly record struct TwinProgress(LogPosition Position, int Index)
{
    /// <summary>The position to follow the twin from: changes of the record itself come again where only some were dealt with.</summary>
    public LogPosition After => Index == int.MaxValue ? Position : Position with { Sequence = Position.Sequence - 1 };

    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out TwinProgress progress)
    {
        progress = default;
        var parts = text.Split('.');
        var index = int.MaxValue;
        if (parts.Length is not (3 or 4)
            || !LogPosition.TryParse(string.Join('.', parts[..3]), out var position)
            || (parts.Length == 4 && !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            return false;
        }

        progress = new TwinProgress(position, index);
        return true;
    }

    /// <summary>Whether a change was dealt with.</summary>
    public bool Has(in TwinChange change) =>
        change.Position.Sequence < Position.Sequence || (change.Position.Sequence == Position.Sequence && change.Index <= Index);

    /// <inheritdoc/>
    public override string ToString() => Index == int.MaxValue
        ? Position.ToString()
        : string.Create(CultureInfo.InvariantCulture, $"{Position}.{Index}");
}
