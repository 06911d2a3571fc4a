using System.Globalization;
using System.Text.Json;
using System.Xml;
using CityActors.Kpis;
using CityActors.Web.Console;
using Microsoft.Extensions.Localization;

namespace CityActors.Web.Kpis;

/// <summary>KPIs as people read them.</summary>
internal static class KpiWords
{
    /// <summary>Pillars of the strategy, in their order.</summary>
    public static readonly IReadOnlyList<string> Pillars = ["quality-of-life", "resources", "economy", "governance"];

    /// <summary>Sectors, in their order.</summary>
    public static readonly IReadOnlyList<string> Sectors =
    [
        "traffic", "environment", "water", "energy", "lighting", "parking", "security", "public-services", "platform",
    ];

    /// <summary>Words of bands, as <see cref="KpiBand"/> names them.</summary>
    public static readonly IReadOnlyList<string> Bands = Enum.GetNames<KpiBand>();

    /// <summary>Its name in the language of the page.</summary>
    public static string Name(KpiDefinition kpi) =>
        CultureInfo.CurrentUICulture.TwoLetterISOLanguageName == "vi" ? kpi.NameVi : kpi.NameEn;

    /// <summary>A number with the decimals of its definition; the word for none when it is grey.</summary>
    public static string Number(IStringLocalizer<KpiTexts> texts, double? value, int decimals) => value is { } number
        ? number.ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentCulture)
        : texts["NoValue"];

    /// <summary>The word of a pillar, sector or band; one that is not known stays as it is.</summary>
    public static string Word(IStringLocalizer<KpiTexts> texts, string kind, string word) =>
        texts[kind + "." + word] is { ResourceNotFound: false } text ? text.Value : word;

    /// <summary>Class of a band in the style sheet; its word stands beside it.</summary>
    public static string Tone(KpiBand band) => band switch
    {
        KpiBand.Good => "is-good",
        KpiBand.Warning => "is-warning",
        KpiBand.Bad => "is-bad",
        KpiBand.Grey => "is-grey",
        _ => "",
    };

    /// <summary>From when to when, in the city's time: days as days, hours as hours.</summary>
    public static string Span(DateTimeOffset start, DateTimeOffset end)
    {
        var (from, to) = (CityClock.Local(start), CityClock.Local(end));
        if (from.TimeOfDay == TimeSpan.Zero && to.TimeOfDay == TimeSpan.Zero)
        {
            var last = to.AddDays(-1);
            return last <= from ? Day(from) : $"{Day(from)} – {Day(last)}";
        }

        return from.Date == to.Date || (to.TimeOfDay == TimeSpan.Zero && to.Date == from.Date.AddDays(1))
            ? string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm}–{to:HH:mm} {Day(from)}")
            : string.Create(CultureInfo.InvariantCulture, $"{from:HH:mm} {Day(from)} – {to:HH:mm} {Day(to)}");
    }

    /// <summary>The window of a definition in words; what is not understood stays as it is.</summary>
    public static string Window(IStringLocalizer<KpiTexts> texts, string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var window = document.RootElement;
            return Text(window, "kind") switch
            {
                "tumbling" => texts["Window.tumbling", Length(texts, Text(window, "size"))],
                "sliding" => texts["Window.sliding", Length(texts, Text(window, "size")), Length(texts, Text(window, "step"))],
                "calendar" => texts["Window.calendar", Word(texts, "Unit", Text(window, "unit"))],
                _ => json,
            };
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException)
        {
            return json;
        }
    }

    private static string Day(DateTimeOffset at) => at.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    private static string Text(JsonElement window, string name) =>
        window.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static string Length(IStringLocalizer<KpiTexts> texts, string iso)
    {
        var length = XmlConvert.ToTimeSpan(iso);
        return length switch
        {
            { TotalDays: >= 1 } when length.Ticks % TimeSpan.TicksPerDay == 0 => texts["Days", length.TotalDays],
            { TotalHours: >= 1 } when length.Ticks % TimeSpan.TicksPerHour == 0 => texts["Hours", length.TotalHours],
            { TotalMinutes: >= 1 } when length.Ticks % TimeSpan.TicksPerMinute == 0 => texts["Minutes", length.TotalMinutes],
            _ => texts["Seconds", length.TotalSeconds],
        };
    }
}
