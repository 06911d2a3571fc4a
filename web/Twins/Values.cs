using System.Globalization;
using CityActors.Twins.Channels;
using Microsoft.Extensions.Localization;

namespace CityActors.Web.Twins;

/// <summary>Values as the language of the page writes them.</summary>
internal static class Values
{
    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["Cel"] = "°C", ["CEL"] = "°C", ["ug/m3"] = "µg/m³", ["GQ"] = "µg/m³", ["KMH"] = "km/h", ["km/h"] = "km/h", ["MTR"] = "m",
        ["MMT"] = "mm", ["P1"] = "%", ["%RH"] = "%", ["2N"] = "dB", ["WTT"] = "W", ["KWH"] = "kWh", ["VLT"] = "V", ["AMP"] = "A",
        ["MTS"] = "m/s", ["MTQ"] = "m³", ["LUX"] = "lx", ["deg"] = "°", ["DD"] = "°", ["m3"] = "m³", ["m3/s"] = "m³/s", ["m3/h"] = "m³/h",
        ["SEC"] = "s", ["MIN"] = "min", ["HPA"] = "hPa", ["KWT"] = "kW",
    };

    /// <summary>A value without its unit.</summary>
    public static string Say(IStringLocalizer<TwinTexts> texts, TwinValue value) => value.Kind switch
    {
        ValueKind.Number => Number(value.Number),
        ValueKind.Boolean => texts[value.Boolean ? "Yes" : "No"],
        ValueKind.Position => string.Create(CultureInfo.InvariantCulture, $"{value.Latitude:F5}, {value.Longitude:F5}"),
        ValueKind.Code or ValueKind.Text => value.Text ?? "",
        _ => texts["NoValue"],
    };

    /// <summary>A number with as many digits as people compare.</summary>
    public static string Number(double number) =>
        number.ToString(Math.Abs(number) is 0 or (>= 0.01 and < 1e9) ? "#,0.####" : "G5", CultureInfo.CurrentCulture);

    /// <summary>
    /// The sign of a unit, or its word in the language of the page; shares and counts have none; a code that is not known stays as it is.
    /// </summary>
    public static string Unit(IStringLocalizer<TwinTexts> texts, string? unit) => unit switch
    {
        null or "/" or "1" or "C62" or "count" => "",
        _ when Units.TryGetValue(unit, out var sign) => sign,
        _ => texts["Unit:" + unit] is { ResourceNotFound: false } word ? word.Value : unit,
    };

    /// <summary>What a chart can draw of a value: numbers as they are, truth as 1 and 0; null for anything else.</summary>
    public static double? Drawn(TwinValue value) => value.Kind switch
    {
        ValueKind.Number => value.Number,
        ValueKind.Boolean => value.Boolean ? 1 : 0,
        _ => null,
    };
}
