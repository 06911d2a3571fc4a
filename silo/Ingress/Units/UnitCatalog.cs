using System.Text.Json;
using Microsoft.Extensions.Options;

namespace CityActors.Silo.Ingress.Units;

/// <summary>
/// What a channel is measured in when its device does not say: devices that speak flat JSON or line protocol cannot. The table is
/// <c>units.json</c> beside this file, with its source; <see cref="IngressOptions.Units"/> adds to it and changes it. A unit that a device
/// does say goes before.
/// </summary>
internal sealed class UnitCatalog
{
    private const string Table = "CityActors.Silo.Ingress.Units.units.json";
    private readonly Dictionary<string, string> units = new(StringComparer.Ordinal);

    public UnitCatalog(IOptions<IngressOptions> options)
    {
        using var table = typeof(UnitCatalog).Assembly.GetManifestResourceStream(Table)
            ?? throw new InvalidOperationException($"The program lacks its table {Table}.");
        using var document = JsonDocument.Parse(table);
        foreach (var type in document.RootElement.GetProperty("types").EnumerateObject())
        {
            foreach (var channel in type.Value.EnumerateObject())
            {
                units[Key(type.Name, channel.Name)] = channel.Value.GetString()!;
            }
        }

        foreach (var (key, unit) in options.Value.Units)
        {
            units[key] = unit;
        }
    }

    /// <summary>Number of channels it knows.</summary>
    public int Count => units.Count;

    /// <summary>Unit of a channel of a type, as SenML writes it; null when the table does not know it.</summary>
    public string? Of(string type, string channel) => units.GetValueOrDefault(Key(type, channel));

    private static string Key(string type, string channel) => $"{type}/{channel}";
}
