using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using CityActors.Twins;

namespace CityActors.Grains.Twins.Writing;

/// <summary>What a call may say of twins. A breach is an <see cref="ArgumentException"/> that names which part and why.</summary>
internal static class TwinRules
{
    /// <summary>Most ids, names or definitions of one call.</summary>
    public const int ItemsMax = 10_000;

    /// <summary>Most channels, attributes or relations of one definition.</summary>
    public const int PartsMax = 1_000;

    /// <summary>Longest attribute or relation name, characters.</summary>
    public const int NameLengthMax = 128;

    /// <summary>Largest JSON of an attribute, UTF-8 bytes.</summary>
    public const int JsonBytesMax = 64 * 1024;

    /// <summary>Largest GeoJSON of the attribute <c>location</c>, UTF-8 bytes: a record must fit a log entry.</summary>
    public const int LocationBytesMax = 900 * 1024;

    /// <summary>Attribute that says where a twin is.</summary>
    public const string Location = "location";

    /// <summary>Longest unit, characters.</summary>
    public const int UnitLengthMax = 32;

    private const int ChannelLengthMax = 64;
    private const long ExpirySecondsMax = 10L * 366 * 24 * 3600;

    /// <summary>A list must be there and not be too long.</summary>
    public static void CheckCount<T>(ImmutableArray<T> items, int most, string what)
    {
        if (items.IsDefault || items.Length > most)
        {
            throw new ArgumentException($"Expected at most {most} {what}, got {(items.IsDefault ? "none at all" : items.Length)}.");
        }
    }

    /// <summary>A twin id must be one, and belong to the partition.</summary>
    public static void CheckId(string? id, int partition, int partitions, string where)
    {
        CheckId(id, where);
        var owner = TwinId.PartitionOf(id!, partitions);
        if (owner != partition)
        {
            throw new ArgumentException($"{where} '{id}' belongs to partition {owner}, not to {partition}.");
        }
    }

    /// <summary>A twin id must be one.</summary>
    public static void CheckId(string? id, string where)
    {
        if (!TwinId.IsValid(id))
        {
            throw new ArgumentException($"Expected {where} as urn:ngsi-ld:Type:local, got '{Short(id)}'.");
        }
    }

    /// <summary>A channel name must be one.</summary>
    public static void CheckChannel(string? name, string twin)
    {
        if (string.IsNullOrEmpty(name) || name.Length > ChannelLengthMax || !char.IsAsciiLetterOrDigit(name[0])
            || !name.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '.' or ':' or '-'))
        {
            throw new ArgumentException(
                $"Expected a channel name of 1-{ChannelLengthMax} characters A-Z a-z 0-9 _ . : - beginning with a "
                    + $"letter or digit for '{twin}', "
                + $"got '{Short(name)}'.");
        }
    }

    /// <summary>A unit must be short and printable.</summary>
    public static void CheckUnit(string? unit, string twin, string channel)
    {
        if (unit is not null && (unit.Length is 0 or > UnitLengthMax || unit.Any(char.IsControl)))
        {
            throw new ArgumentException(
                $"Expected a unit of 1-{UnitLengthMax} printable characters for channel '{channel}' of '{twin}', got '{Short(unit)}'.");
        }
    }

    /// <summary>Name and JSON of an attribute must be such; null JSON removes the attribute.</summary>
    public static void CheckAttribute(string twin, string name, string? json)
    {
        CheckName(name, $"an attribute name for '{twin}'");
        if (json is null)
        {
            return;
        }

        var most = name == Location ? LocationBytesMax : JsonBytesMax;
        var bytes = Encoding.UTF8.GetByteCount(json);
        if (bytes > most)
        {
            throw new ArgumentException($"Expected at most {most} bytes of JSON for attribute '{name}' of '{twin}', got {bytes}.");
        }

        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 32 });
        }
        catch (JsonException wrong)
        {
            throw new ArgumentException($"Expected JSON for attribute '{name}' of '{twin}': {wrong.Message}", wrong);
        }
    }

    /// <summary>A relation must start at the twin, have a name and point at an id.</summary>
    public static void CheckRelation(string twin, TwinRelation relation)
    {
        if (relation.Subject != twin)
        {
            throw new ArgumentException($"A relation of '{twin}' has the subject '{Short(relation.Subject)}'.");
        }

        CheckName(relation.Name, $"a relation name for '{twin}'");
        CheckId(relation.Object, $"the object of relation '{relation.Name}' of '{twin}'");
    }

    /// <summary>All parts of a definition must be right.</summary>
    public static void CheckDefinition(TwinDefinition definition, int partition, int partitions, int number)
    {
        var id = definition?.Id;
        CheckId(id, partition, partitions, $"id of definition {number}");
        CheckCount(definition!.Channels, PartsMax, $"channels for '{id}'");
        CheckCount(definition.Relations, PartsMax, $"relations for '{id}'");
        if (definition.Attributes is null || definition.Attributes.Count > PartsMax)
        {
            throw new ArgumentException($"Expected at most {PartsMax} attributes for '{id}', got "
                + $"{definition.Attributes?.Count.ToString() ?? "none at all"}.");
        }

        if (definition.ExpiresAfter is { } silence && silence.TotalSeconds is < 1 or > ExpirySecondsMax)
        {
            throw new ArgumentException($"Expected '{id}' to expire after 1 s - 10 years of silence, got {silence}.");
        }

        foreach (var channel in definition.Channels)
        {
            CheckChannel(channel.Name, id!);
            CheckUnit(channel.Unit, id!, channel.Name);
        }

        foreach (var (name, json) in definition.Attributes)
        {
            CheckAttribute(id!, name, json ?? throw new ArgumentException($"Attribute '{name}' of '{id}' has no value."));
        }

        foreach (var relation in definition.Relations)
        {
            CheckRelation(id!, relation);
        }
    }

    private static void CheckName(string? name, string what)
    {
        if (string.IsNullOrEmpty(name) || name.Length > NameLengthMax || name.Any(char.IsControl))
        {
            throw new ArgumentException($"Expected {what} of 1-{NameLengthMax} printable characters, got '{Short(name)}'.");
        }
    }

    private static string Short(string? text) => text is null ? "nothing" : text.Length <= 80 ? text : text[..80] + "…";
}
