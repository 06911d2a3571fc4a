using CityActors.Cases;
using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Domain.Expressions;
using CityActors.Domain.Rules.Conditions;
using CityActors.Rules;
using CityActors.Twins;

namespace CityActors.Domain.Rules;

/// <summary>
/// Reads rules from their JSON. Whether the tables that a condition looks into are there is not asked here:
/// <see cref="RuleCondition.Tables"/> names them.
/// </summary>
public static class RuleReader
{
    /// <summary>Longest time for <c>for</c> and <c>clearAfter</c>.</summary>
    public static readonly TimeSpan TimeMax = TimeSpan.FromDays(31);

    private const int NameLengthMax = 200;
    private const int TextLengthMax = 2_000;
    private const string ChannelExpected = "a channel name of 1-64 characters A-Z a-z 0-9 _ . : -, a letter or digit first";

    /// <summary>Reads a rule.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="json">Its definition.</param>
    /// <exception cref="DefinitionException">It is none; says everything that is wrong.</exception>
    public static Rule Read(string id, string json)
    {
        DefinitionId.Check(id);
        return DefinitionReader.Read(json, reader =>
        {
            var name = reader.Texts("name", NameLengthMax, isRequired: true);
            var family = Checked(reader, "family", true, DefinitionId.IsValid, DefinitionId.Expected);
            var type = Checked(reader, "type", true, static type => TwinId.IsValid($"urn:ngsi-ld:{type}:1"), "a type of twins");
            var channel = Checked(reader, "channel", true, IsChannel, ChannelExpected);
            var twin = Checked(reader, "twin", false, TwinId.IsValid, "an id urn:ngsi-ld:Type:local");
            var zone = Checked(reader, "zone", false, TwinId.IsValid, "an id urn:ngsi-ld:Type:local");
            var replaces = Checked(reader, "replaces", false, DefinitionId.IsValid, DefinitionId.Expected);
            var effect = reader.Word("effect", false, "alert", "invalid") == "invalid" ? RuleEffect.Invalid : RuleEffect.Alert;
            var condition = Condition(reader, effect, channel);
            var severity = Severe(reader, effect);
            var clearAfter = reader.Duration("clearAfter", TimeMax);
            var (from, to) = (reader.Moment("validFrom"), reader.Moment("validTo"));
            var (source, advice) = (reader.Text("source", TextLengthMax), reader.Texts("advice", TextLengthMax));
            var enabled = reader.Truth("enabled", true);
            if (twin is not null && type is not null && TwinId.TypeOf(twin) != type)
            {
                reader.Refuse("twin", $"a twin of type {type}", DefinitionText.Quote(twin));
            }

            if (replaces is not null && (twin is null || replaces == id))
            {
                reader.Refuse("replaces", "another rule, which is replaced for the twin in 'twin'", DefinitionText.Quote(replaces));
            }

            if (from >= to)
            {
                reader.Refuse("validTo", "a moment after validFrom", "one before it");
            }

            return reader.IsGood
                ? new Rule(
                    id, name!, family!, type!, channel!, twin, zone, replaces, condition!, effect, severity,
                    (long)(clearAfter?.TotalMilliseconds ?? 0), from, to, source, advice, enabled)
                : null!;
        });
    }

    private static bool IsChannel(string name) =>
        char.IsAsciiLetterOrDigit(name[0]) && name.All(static one => char.IsAsciiLetterOrDigit(one) || one is '_' or '.' or ':' or '-');

    private static string? Checked(DefinitionReader reader, string name, bool isRequired, Func<string, bool> isRight, string expected)
    {
        var text = reader.Text(name, name is "twin" or "zone" ? 250 : 64, isRequired);
        if (text is null || isRight(text))
        {
            return text;
        }

        reader.Refuse(name, expected, DefinitionText.Quote(text));
        return null;
    }

    private static Severity Severe(DefinitionReader reader, RuleEffect effect)
    {
        string[] words = ["informational", "low", "medium", "high", "critical"];
        return reader.Word("severity", effect == RuleEffect.Alert, words) is { } word
            ? (Severity)(Array.IndexOf(words, word) + 1)
            : Severity.Informational;
    }

    private static RuleCondition? Condition(DefinitionReader reader, RuleEffect effect, string? channel)
    {
        if (reader.Text("condition", ExpressionParser.LengthMax, isRequired: true) is not { } text)
        {
            return null;
        }

        try
        {
            var condition = ConditionParser.Parse(text);
            if (effect == RuleEffect.Invalid && condition.NeedsTime is { } problem)
            {
                reader.Refuse("condition", problem.Expected, problem.Found, problem.Line, problem.Column);
            }
            else if (effect == RuleEffect.Invalid && condition.Driver is { } driver && driver != channel)
            {
                reader.Refuse("condition", $"for effect 'invalid' no rate but that of {channel}", $"that of {driver}");
            }

            return condition;
        }
        catch (ExpressionException wrong)
        {
            var problem = wrong.Problem;
            reader.Refuse("condition", problem.Expected, problem.Found, problem.Line, problem.Column);
            return null;
        }
    }
}
