using System.Globalization;

namespace CityActors.Twins.Channels;

/// <summary>One value of a channel, of any <see cref="ValueKind"/>.</summary>
/// <remarks>Numbers, booleans and positions are in <see cref="Bits"/>; codes and texts in <see cref="Text"/>.</remarks>
/// <param name="Kind">Which of the kinds the value is of.</param>
/// <param name="Bits">Double bits, 0 or 1, or two packed 32-bit integers (longitude high, latitude low, 1e-7 degree).</param>
/// <param name="Text">The word or text; null for the other kinds.</param>
[GenerateSerializer, Immutable, Alias("city.TwinValue")]
public readonly record struct TwinValue(
    [property: Id(0)] ValueKind Kind,
    [property: Id(1)] long Bits,
    [property: Id(2)] string? Text)
{
    /// <summary>Multiples of a degree that positions are kept in: 1e-7 degree, about 1.1 cm at the equator.</summary>
    public const double UnitsPerDegree = 1e7;

    /// <summary>The number; meaningful only when <see cref="Kind"/> is <see cref="ValueKind.Number"/>.</summary>
    public double Number => BitConverter.Int64BitsToDouble(Bits);

    /// <summary>The boolean; meaningful only when <see cref="Kind"/> is <see cref="ValueKind.Boolean"/>.</summary>
    public bool Boolean => Bits != 0;

    /// <summary>Longitude in degrees; meaningful only when <see cref="Kind"/> is <see cref="ValueKind.Position"/>.</summary>
    public double Longitude => (int)(Bits >> 32) / UnitsPerDegree;

    /// <summary>Latitude in degrees; meaningful only when <see cref="Kind"/> is <see cref="ValueKind.Position"/>.</summary>
    public double Latitude => (int)Bits / UnitsPerDegree;

    /// <summary>A number; it must be finite.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is NaN or infinite.</exception>
    public static TwinValue Of(double number) => double.IsFinite(number)
        ? new(ValueKind.Number, BitConverter.DoubleToInt64Bits(number == 0 ? 0.0 : number), null)
        : throw new ArgumentOutOfRangeException(nameof(number), number, "A value must be a finite number.");

    /// <summary>True or false.</summary>
    public static TwinValue Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0, null);

    /// <summary>A word of a small set.</summary>
    public static TwinValue OfCode(string word) => new(ValueKind.Code, 0, word);

    /// <summary>Free text.</summary>
    public static TwinValue OfText(string text) => new(ValueKind.Text, 0, text);

    /// <summary>A place in WGS 84 degrees: longitude in [-180, 180], latitude in [-90, 90].</summary>
    /// <exception cref="ArgumentOutOfRangeException">Either is outside its range or not a number.</exception>
    public static TwinValue OfPosition(double longitude, double latitude)
    {
        if (!(Math.Abs(longitude) <= 180) || !(Math.Abs(latitude) <= 90))
        {
            throw new ArgumentOutOfRangeException(
                nameof(longitude), $"Expected longitude in [-180, 180] and latitude in [-90, 90], got {longitude}, {latitude}.");
        }

        var x = (int)Math.Round(longitude * UnitsPerDegree);
        var y = (int)Math.Round(latitude * UnitsPerDegree);
        return new(ValueKind.Position, ((long)x << 32) | (uint)y, null);
    }

    /// <summary>The value as people and CSV read it, in the invariant culture; a position is <c>lon lat</c>.</summary>
    public override string ToString() => Kind switch
    {
        ValueKind.Number => Number.ToString("R", CultureInfo.InvariantCulture),
        ValueKind.Boolean => Boolean ? "true" : "false",
        ValueKind.Code or ValueKind.Text => Text ?? "",
        ValueKind.Position => string.Create(CultureInfo.InvariantCulture, $"{Longitude} {Latitude}"),
        _ => "",
    };
}
