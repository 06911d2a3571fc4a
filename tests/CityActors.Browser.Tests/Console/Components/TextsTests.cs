using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using CityActors.Web.Alerts;
using CityActors.Web.Cases;
using CityActors.Web.Commands;
using CityActors.Web.Console;
using CityActors.Web.Files;
using CityActors.Web.History;
using CityActors.Web.Incidents;
using CityActors.Web.Kpis;
using CityActors.Web.Map.Legend;
using CityActors.Web.Map;
using CityActors.Web.Quarantine;
using CityActors.Web.Rules;
using CityActors.Web.Twins;
using CityActors.Web.WorkOrders;
using CityActors.Web.Zones;

namespace CityActors.Browser.Tests.Console.Components;

/// <summary>Every text stands in both languages, and takes the same values.</summary>
public sealed partial class TextsTests
{
    public static TheoryData<Type> Rooms =>
    [
        typeof(ConsoleTexts), typeof(MapTexts), typeof(TypeTexts), typeof(TwinTexts), typeof(HistoryTexts), typeof(QuarantineTexts),
        typeof(ZoneTexts), typeof(KpiTexts), typeof(CaseTexts), typeof(AlertTexts), typeof(FileTexts),
        typeof(IncidentTexts), typeof(WorkTexts), typeof(RuleTexts), typeof(CommandTexts),
    ];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Both_languages_say_the_same_things(Type room)
    {
        var (vietnamese, english) = (Read(room, CultureInfo.InvariantCulture), Read(room, CultureInfo.GetCultureInfo("en")));
        Assert.NotEmpty(vietnamese);
        Assert.Equal(vietnamese.Keys.Order(), english.Keys.Order());
        Assert.All(vietnamese, pair => Assert.Equal(Places(pair.Value), Places(english[pair.Key])));
        Assert.All(vietnamese.Values.Concat(english.Values), static text => Assert.False(string.IsNullOrWhiteSpace(text)));
    }

    private static Dictionary<string, string> Read(Type room, CultureInfo language)
    {
        var texts = new ResourceManager(room.FullName!, room.Assembly).GetResourceSet(language, createIfNotExists: true, tryParents: false);
        Assert.NotNull(texts);
        return texts.Cast<DictionaryEntry>().ToDictionary(static entry => (string)entry.Key, static entry => (string)entry.Value!);
    }

    private static IEnumerable<string> Places(string text) => Place().Matches(text).Select(static match => match.Value).Order();

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Place();
}
