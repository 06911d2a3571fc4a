using System.Collections.Immutable;
using System.Text.Json;
using CityActors.Definitions;
using CityActors.Domain.Derivations.Formulas;
using CityActors.Domain.Derivations.Windows;
using CityActors.Kpis;

namespace CityActors.Domain.Derivations;

/// <summary>Reads definitions of derivations.</summary>
public static class DerivationReader
{
    /// <summary>Most outputs of a derivation.</summary>
    public const int ChannelsMax = 32;

    private const int NameMax = 200;
    private const int TextMax = 2_000;
    private const int FormulaMax = 4_000;
    private const double LargestNumber = 1e15;
    private const long DayMs = 86_400_000;
    private static readonly string[] Kinds = ["self", "relation", "segment", "zone", "city"];
    private static readonly string[] WindowKinds = ["tumbling", "sliding", "calendar"];
    private static readonly string[] Units = ["hour", "day", "week", "month", "quarter", "year"];
    private static readonly string[] Pillars = ["governance", "economy", "quality-of-life", "resources"];

    private static readonly string[] Sectors =
        ["traffic", "environment", "water", "energy", "lighting", "parking", "security", "public-services", "platform"];

    /// <summary>Reads and checks a definition; formulas are checked too.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="json">The definition.</param>
    /// <param name="problems">What is wrong; empty exactly when there is an answer.</param>
    /// <returns>Null when something is wrong.</returns>
    public static Derivation? Read(string id, string json, out ImmutableArray<DefinitionProblem> problems)
    {
        var found = new List<DefinitionProblem>();
        Derivation? derivation = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8 });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                derivation = Read(id, new DefinitionFields(document.RootElement, "", found));
                if (derivation is not null)
                {
                    FormulaSet.Compile(derivation, found);
                }
            }
            else
            {
                found.Add(new DefinitionProblem("", 0, 0, "a JSON object", document.RootElement.ValueKind.ToString()));
            }
        }
        catch (JsonException wrong)
        {
            found.Add(new DefinitionProblem(
                "", checked((int)(wrong.LineNumber ?? 0) + 1), checked((int)(wrong.BytePositionInLine ?? 0) + 1), "a JSON object",
                wrong.Message));
        }

        problems = [.. found];
        return problems.IsEmpty ? derivation : null;
    }

    private static Derivation? Read(string id, DefinitionFields fields)
    {
        if (!IsId(id))
        {
            fields.Tell("id", "1-64 of a-z 0-9 . - with a letter or digit first", $"'{id}'");
        }

        var name = fields.Object("name", required: true);
        var (vi, en) = (name?.Text("vi", NameMax, required: true), name?.Text("en", NameMax));
        name?.End();
        var kpi = Kpi(fields.Object("kpi"));
        var by = By(fields.Object("by", required: true));
        var window = Window(fields.Object("window", required: true));
        var size = window?.SizeMs ?? DayMs;
        var staleAfter = fields.Duration("staleAfter", 1_000, 366 * DayMs, required: true);
        var revisable = fields.Duration("revisable", 0, 366 * DayMs) ?? 0;
        var minShare = fields.Number("minShare", 0, 1) ?? 0;
        var channels = Channels(fields, kpi);
        var derivation = new Derivation(
            id, vi ?? "", en, by ?? new Belonging(BelongingKind.City, "", "City", []), window ?? WindowRule.Tumbling(60_000),
            staleAfter ?? size, revisable, minShare, channels, fields.Text("source", TextMax), fields.Moment("validFrom"),
            fields.Moment("validTo"), fields.Flag("enabled", true), kpi);
        fields.End();
        if (derivation.ValidFromMs >= derivation.ValidToMs)
        {
            fields.Tell("validTo", "a moment after validFrom", "one before it");
        }

        return derivation;
    }

    private static bool IsId(string id) =>
        id.Length is >= 1 and <= 64 && char.IsAsciiLetterOrDigit(id[0])
        && id.All(static c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-');

    private static Belonging? By(DefinitionFields? fields)
    {
        var kind = fields?.Word("kind", Kinds, required: true);
        if (fields is null || kind is null)
        {
            return null;
        }

        var relation = kind == "relation" ? fields.Text("name", 64, required: true) ?? "" : "";
        var type = kind is "relation" or "zone" ? fields.Text("type", 64) : null;
        var levels = kind == "zone" ? fields.Numbers("levels", Belonging.LevelsMax, 20) : [];
        if (kind == "zone" && levels.IsEmpty)
        {
            fields.Tell("levels", $"1-{Belonging.LevelsMax} levels of zones", "none");
        }

        type ??= kind switch
        {
            "relation" => Belonging.TypeBy(relation),
            "segment" => Belonging.RoadSegment,
            "zone" => Belonging.ZoneType,
            "city" => "City",
            _ => "",
        };
        if (type is null)
        {
            fields.Tell("type", $"the type of the twins that '{relation}' points at", "nothing");
        }

        fields.End();
        return new Belonging(
            (BelongingKind)Array.IndexOf(Kinds, kind), relation, type ?? "", [.. levels.Distinct().Order()]);
    }

    private static WindowRule? Window(DefinitionFields? fields)
    {
        var kind = fields?.Word("kind", WindowKinds, required: true);
        if (fields is null || kind is null)
        {
            return null;
        }

        WindowRule? rule = null;
        if (kind == "calendar")
        {
            rule = fields.Word("unit", Units, required: true) is { } unit
                ? WindowRule.Calendar((CalendarUnit)Array.IndexOf(Units, unit))
                : null;
        }
        else if (fields.Duration("size", WindowRule.ShortestMs, WindowRule.LongestMs, required: true) is { } size)
        {
            rule = kind == "tumbling" ? WindowRule.Tumbling(size) : Sliding(fields, size);
        }

        fields.End();
        return rule;
    }

    private static WindowRule? Sliding(DefinitionFields fields, long size)
    {
        if (fields.Duration("step", WindowRule.ShortestMs, size, required: true) is not { } step)
        {
            return null;
        }

        if (size % step == 0 && size / step <= WindowRule.PanesMax)
        {
            return WindowRule.Sliding(size, step);
        }

        fields.Tell("step", $"a step that divides the size into 1-{WindowRule.PanesMax} panes", $"{step} ms in {size} ms");
        return null;
    }

    private static ImmutableArray<DerivedChannel> Channels(DefinitionFields fields, KpiTerms? kpi)
    {
        var channels = ImmutableArray.CreateBuilder<DerivedChannel>();
        foreach (var channel in fields.Objects("channels", ChannelsMax))
        {
            var name = channel.Text("name", 64, required: true);
            var unit = channel.Text("unit", 32);
            var formula = channel.Text("formula", FormulaMax, required: true);
            channel.End();
            if (name is not null && channels.Any(one => one.Name == name))
            {
                channel.Tell("name", "a name that no other output has", $"'{name}'");
            }

            channels.Add(new DerivedChannel(name ?? "", unit ?? kpi?.Unit, formula ?? "0"));
        }

        if (channels.Count == 0)
        {
            fields.Tell("channels", $"1-{ChannelsMax} outputs", "none");
        }

        if (kpi is not null && (channels.Count != 1 || channels[0].Name != KpiValue.Channel))
        {
            fields.Tell("channels", $"one output named '{KpiValue.Channel}', because it is a KPI", $"{channels.Count}");
        }

        return channels.ToImmutable();
    }

    private static KpiTerms? Kpi(DefinitionFields? fields)
    {
        if (fields is null)
        {
            return null;
        }

        var direction = fields.Word("direction", ["atLeast", "atMost"]) == "atMost" ? KpiDirection.AtMost : KpiDirection.AtLeast;
        var bands = fields.Object("bands");
        var good = bands?.Number("good", -LargestNumber, LargestNumber, required: true);
        var warning = bands?.Number("warning", -LargestNumber, LargestNumber, required: true);
        bands?.End();
        if (direction == KpiDirection.AtLeast ? warning > good : warning < good)
        {
            bands!.Tell("warning", "a bound on the worse side of the good one", FormattableString.Invariant($"{warning}"));
        }

        var decimals = fields.Number("decimals", 0, 6) ?? 0;
        var kpi = new KpiTerms(
            fields.Text("unit", 32, required: true) ?? "", fields.Word("pillar", Pillars, required: true) ?? "",
            fields.Word("sector", Sectors, required: true) ?? "", fields.Text("owner", NameMax, required: true) ?? "",
            fields.Number("target", -LargestNumber, LargestNumber), direction, good, warning, fields.Texts("sdg", 32, 16),
            fields.Texts("esg", 8, 16), (int)decimals);
        fields.End();
        return kpi;
    }
}
