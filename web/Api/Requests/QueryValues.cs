using System.Globalization;
using CityActors.Web.Api.Documents;
using CityActors.Web.Api.Map;
using CityActors.Web.Api.Problems;
using Microsoft.AspNetCore.Http;

namespace CityActors.Web.Api.Requests;

/// <summary>
/// The query of a request, read as its operation describes it. A parameter that the operation does not have is refused: one that is
/// misspelt would otherwise be one silently left out, and the answer wrong.
/// </summary>
internal sealed class QueryValues
{
    private readonly Dictionary<string, string> values = new(StringComparer.Ordinal);
    private readonly ApiOperation operation;

    private QueryValues(ApiOperation operation) => this.operation = operation;

    /// <summary>Reads the query of a request.</summary>
    /// <exception cref="RefusedException">A parameter is unknown, given twice, too long, or missing.</exception>
    public static QueryValues Of(HttpContext context)
    {
        var operation = context.GetEndpoint()?.Metadata.GetMetadata<ApiOperation>()
            ?? throw new InvalidOperationException("The endpoint does not describe itself.");
        var query = new QueryValues(operation);
        foreach (var (name, given) in context.Request.Query)
        {
            var field = operation.Query.FirstOrDefault(field => field.Name == name) ?? throw Unknown(operation, name);
            if (given.Count != 1)
            {
                throw Refuse(field, $"once, it came {given.Count} times");
            }

            if (!string.IsNullOrEmpty(given[0]))
            {
                query.values[name] = given[0]!;
            }
        }

        var missing = operation.Query.FirstOrDefault(field => field.IsRequired && !query.values.ContainsKey(field.Name));
        return missing is null ? query : throw Refuse(missing, $"{missing.Description.TrimEnd('.')}; it is missing");
    }

    /// <summary>Whether the parameter came.</summary>
    public bool Has(string name) => Field(name, null) is not null && values.ContainsKey(name);

    /// <summary>A text; null when it did not come.</summary>
    public string? Text(string name)
    {
        var field = Field(name, QueryKind.Text);
        return values.TryGetValue(name, out var text) ? Measured(field, text) : null;
    }

    /// <summary>Items of a list; empty when it did not come.</summary>
    public string[] List(string name)
    {
        var field = Field(name, QueryKind.List);
        if (!values.TryGetValue(name, out var text))
        {
            return [];
        }

        var items = text.Split(',', StringSplitOptions.TrimEntries);
        if (items.Length > field.Most)
        {
            throw Refuse(field, $"at most {field.Most} items, got {items.Length}");
        }

        foreach (var item in items)
        {
            if (item.Length == 0)
            {
                throw Refuse(field, "items with single commas between them, one is empty");
            }

            if (field.Words.Length > 0 && !field.Words.Contains(item))
            {
                throw Refuse(field, $"some of {string.Join(", ", field.Words)}, got {Short.Quote(item)}");
            }

            Measured(field, item);
        }

        return [.. items.Distinct()];
    }

    /// <summary>A number.</summary>
    public int Integer(string name)
    {
        var field = Field(name, QueryKind.Integer);
        if (!values.TryGetValue(name, out var text))
        {
            return field.Default!.Value;
        }

        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            && number >= field.Least && number <= field.Most
            ? number
            : throw Refuse(field, $"a whole number from {field.Least} to {field.Most}, got {Short.Quote(text)}");
    }

    /// <summary>Yes or no; no when it did not come.</summary>
    public bool Boolean(string name)
    {
        var field = Field(name, QueryKind.Boolean);
        return values.TryGetValue(name, out var text) && text switch
        {
            "true" => true,
            "false" => false,
            _ => throw Refuse(field, $"true or false, got {Short.Quote(text)}"),
        };
    }

    /// <summary>One of the words; the first when it did not come.</summary>
    public string Word(string name)
    {
        var field = Field(name, QueryKind.Word);
        var word = values.GetValueOrDefault(name, field.Words[0]);
        return field.Words.Contains(word)
            ? word
            : throw Refuse(field, $"one of {string.Join(", ", field.Words)}, got {Short.Quote(word)}");
    }

    /// <summary>A moment; null when it did not come.</summary>
    public DateTimeOffset? Moment(string name, DateTimeOffset now)
    {
        var field = Field(name, QueryKind.Moment);
        return !values.TryGetValue(name, out var text) ? null
            : TimeText.TryMoment(text, now, out var moment) ? moment
            : throw Refuse(
                field, $"a time with Z or an offset like 2026-11-25T07:00:00+07:00, or a duration back from now like PT6H, got "
                    + $"{Short.Quote(text)}");
    }

    /// <summary>A duration; null when it did not come.</summary>
    public TimeSpan? Duration(string name)
    {
        var field = Field(name, QueryKind.Duration);
        return !values.TryGetValue(name, out var text) ? null
            : TimeText.TryDuration(text, out var duration) ? duration
            : throw Refuse(field, $"a duration of days, hours, minutes and seconds like PT15M or P1D, got {Short.Quote(text)}");
    }

    /// <summary>A box; null when it did not come.</summary>
    public GeoBox? Box(string name)
    {
        var field = Field(name, QueryKind.Box);
        return !values.TryGetValue(name, out var text) ? null
            : GeoBox.TryParse(text, out var box) ? box
            : throw Refuse(field, $"west,south,east,north in degrees with west <= east in [-180, 180] and south <= north in [-90, 90], got "
                + $"{Short.Quote(text)}");
    }

    /// <summary>A refusal of a parameter.</summary>
    public RefusedException Refuse(string name, string expected) => Refuse(Field(name, null), expected);

    private static RefusedException Refuse(QueryField field, string expected) =>
        new(ProblemKind.InvalidRequest, $"Expected query parameter '{field.Name}': {expected}.", $"query {field.Name}");

    private static RefusedException Unknown(ApiOperation operation, string name) => operation.NotSupported.Contains(name)
        ? new RefusedException(ProblemKind.OperationNotSupported, $"Query parameter '{name}' is not supported.", $"query {name}")
        : new RefusedException(
            ProblemKind.InvalidRequest,
            $"Expected the query parameters {string.Join(", ", operation.Query.Select(static field => field.Name))}, got "
                + $"{Short.Quote(name)}.",
            "query");

    private static string Measured(QueryField field, string text) => text.Length <= field.LengthMax
        ? text
        : throw Refuse(field, $"at most {field.LengthMax} characters, got {text.Length}");

    private QueryField Field(string name, QueryKind? kind) =>
        operation.Query.FirstOrDefault(field => field.Name == name && (kind is null || field.Kind == kind))
        ?? throw new InvalidOperationException($"Operation {operation.Id} has no query parameter '{name}' of this kind.");
}
