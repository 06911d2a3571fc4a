using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace CityActors.Architecture.Tests.Contracts;

/// <summary>Names of metrics and spans stand in one file; whoever makes an instrument takes its name from there.</summary>
internal static class TelemetryRules
{
    private static readonly string[] Makers =
    [
        "CreateCounter", "CreateHistogram", "CreateUpDownCounter", "CreateGauge", "CreateObservableCounter", "CreateObservableGauge",
        "CreateObservableUpDownCounter", "StartActivity",
    ];

    /// <summary>Instruments and spans whose name is not a constant of the one file.</summary>
    public static IEnumerable<string> NameFromElsewhere(SourceFile file)
    {
        foreach (var call in file.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>())
        {
            var called = call.Expression switch
            {
                MemberAccessExpressionSyntax access => access.Name,
                MemberBindingExpressionSyntax binding => binding.Name,
                _ => null,
            };
            if (called is not null && Makers.Contains(called.Identifier.Text) && call.ArgumentList.Arguments is [var name, ..]
                && !IsOurs(name.Expression))
            {
                yield return $"{file.At(call)}: the name {name} does not come from CityTelemetry.";
            }
        }

        foreach (var made in file.Syntax.DescendantNodes().OfType<ObjectCreationExpressionSyntax>())
        {
            if (made.Type.ToString() is "Meter" or "ActivitySource"
                && made.ArgumentList?.Arguments is [var name, ..] && !IsOurs(name.Expression))
            {
                yield return $"{file.At(made)}: the name {name} does not come from CityTelemetry.";
            }
        }
    }

    /// <summary>Names that are used twice or not as OpenTelemetry wants them.</summary>
    public static IEnumerable<string> BadNames(IEnumerable<KeyValuePair<string, string>> constants)
    {
        foreach (var group in constants.GroupBy(static pair => pair.Value))
        {
            if (group.Count() > 1)
            {
                yield return $"{string.Join(" and ", group.Select(static pair => pair.Key))} are both named {group.Key}.";
            }

            if (!group.Key.StartsWith("city.", StringComparison.Ordinal)
                || group.Key.Any(static c => !(char.IsAsciiLetterLower(c) || c == '.')))
            {
                yield return $"{group.Key} should be lower-case words joined by dots, beginning with city.";
            }
        }
    }

    private static bool IsOurs(ExpressionSyntax name) =>
        name is MemberAccessExpressionSyntax access && access.Expression.ToString().EndsWith("CityTelemetry", StringComparison.Ordinal);
}
