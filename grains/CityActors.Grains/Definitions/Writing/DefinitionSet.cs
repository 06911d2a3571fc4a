using CityActors.Definitions;
using CityActors.Domain.Definitions;
using CityActors.Domain.Derivations;
using CityActors.Domain.Rules;

namespace CityActors.Grains.Definitions.Writing;

/// <summary>
/// The definitions at work, as one call sees them: what is projected, and on top what the call itself is about to write. What does not
/// parse any more is passed over: it is not at work either.
/// </summary>
internal sealed class DefinitionSet(IDefinitionStore store)
{
    private readonly Dictionary<(DefinitionKind Kind, string Id), string> pending = [];
    private readonly Dictionary<string, ReferenceTable?> tables = new(StringComparer.Ordinal);
    private Dictionary<string, Derivation>? derivations;

    /// <summary>A definition is about to be written.</summary>
    public void Add(DefinitionKind kind, string id, string json)
    {
        pending[(kind, id)] = json;
        tables.Remove(id);
        if (kind == DefinitionKind.Derivation && derivations is not null && DerivationReader.Read(id, json, out _) is { } derivation)
        {
            derivations[id] = derivation;
        }
    }

    /// <summary>A reference table; null when there is none at work.</summary>
    public async Task<ReferenceTable?> Table(string id)
    {
        if (!tables.TryGetValue(id, out var table))
        {
            tables[id] = table = await Json(DefinitionKind.ReferenceTable, id) is { } json ? Parse(() => ReferenceTable.Read(json)) : null;
        }

        return table;
    }

    /// <summary>Whether a definition is there and not retired.</summary>
    public async Task<bool> Has(DefinitionKind kind, string id) => await Json(kind, id) is not null;

    /// <summary>All derivations.</summary>
    public async Task<IReadOnlyCollection<Derivation>> Derivations()
    {
        derivations ??= (await All(DefinitionKind.Derivation))
            .Select(static pair => DerivationReader.Read(pair.Id, pair.Json, out _)).OfType<Derivation>()
            .ToDictionary(static derivation => derivation.Id, StringComparer.Ordinal);
        return derivations.Values;
    }

    /// <summary>All rules.</summary>
    public async Task<IReadOnlyList<Rule>> Rules() =>
        [.. (await All(DefinitionKind.Rule)).Select(static pair => Parse(() => RuleReader.Read(pair.Id, pair.Json))).OfType<Rule>()];

    private static T? Parse<T>(Func<T> read)
        where T : class
    {
        try
        {
            return read();
        }
        catch (DefinitionException)
        {
            return null;
        }
    }

    private async Task<string?> Json(DefinitionKind kind, string id) =>
        pending.TryGetValue((kind, id), out var json) ? json : (await store.Get(kind, id, null))?.Json;

    private async Task<List<(string Id, string Json)>> All(DefinitionKind kind)
    {
        var all = pending.Where(pair => pair.Key.Kind == kind).ToDictionary(static pair => pair.Key.Id, static pair => pair.Value);
        for (var query = DefinitionQuery.All(DefinitionWords.PageMax); ;)
        {
            var page = await store.Find(kind, query);
            foreach (var definition in page.Definitions)
            {
                all.TryAdd(definition.Id, definition.Json!);
            }

            if (page.Next is null)
            {
                return [.. all.Select(static pair => (pair.Key, pair.Value))];
            }

            query = query with { After = page.Next };
        }
    }
}
