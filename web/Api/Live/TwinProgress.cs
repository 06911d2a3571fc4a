using System.Globalization;
using CityActors.Log;

namespace CityActors.Web.Api.Live;

/// <summary>
/// How far a reader of one twin has come: all that a record caused (<c>1.7.120044</c>), or its changes up to an index
/// (<c>1.7.120044.0</c>).
/// </summary>
/// <param name="Position">The record.</param>
/// <param name="Index">The change; null: all of them.</param>
internal readonly record struct TwinProgress(LogPosition Position, int? Index)
{
    /// <summary>Reads what <see cref="ToString"/> writes.</summary>
    public static bool TryParse(string text, out TwinProgress progress)
    {
        progress = default;
        var parts = text.Split('.');
        var index = 0;
        if (parts.Length is not (3 or 4)
            || !LogPosition.TryParse(string.Join('.', parts[..3]), out var position)
            || (parts.Length == 4 && !int.TryParse(parts[3], NumberStyles.None, CultureInfo.InvariantCulture, out index)))
        {
            return false;
        }

        progress = new TwinProgress(position, parts.Length == 4 ? index : null);
        return true;
    }

    /// <inheritdoc/>
    public override string ToString() => Index is { } index
        ? string.Create(CultureInfo.InvariantCulture, $"{Position}.{index}")
        : Position.ToString();
}
