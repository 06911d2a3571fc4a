using System.Collections.Immutable;
using CityActors.Commands;
using Microsoft.Extensions.Options;

namespace CityActors.Grains.Commands.Actuators;

/// <summary>
/// Which channels take commands: what comes with the city, and over it what the files of the configuration say. A later entry of the same
/// type, channel and beginning of validity takes the place of an earlier one.
/// </summary>
internal sealed class ActuatorCatalog
{
    private const string Resource = "CityActors.Grains.Commands.Actuators.actuators.json";
    private readonly ILookup<string, Actuator> byType;

    /// <summary>Reads the definitions.</summary>
    /// <exception cref="InvalidDataException">One of them is wrong; names the file, the entry and what was expected.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public ActuatorCatalog(IOptions<CommandOptions> options)
    {
        var all = new Dictionary<(string Type, string Channel, DateTimeOffset? From), Actuator>();
        foreach (var actuator in Own().Concat(options.Value.ActuatorFiles.SelectMany(
            static file => ActuatorFile.Read(File.ReadAllText(file), file))))
        {
            all[(actuator.Type, actuator.Channel, actuator.ValidFrom)] = actuator;
        }

        byType = all.Values.OrderBy(static one => one.Channel, StringComparer.Ordinal).ToLookup(static one => one.Type);
    }

    /// <summary>What takes commands at a moment; of one type, or of all.</summary>
    public ImmutableArray<Actuator> At(DateTimeOffset now, string? type) =>
    [
        .. (type is null ? byType.OrderBy(static one => one.Key, StringComparer.Ordinal).SelectMany(static one => one) : byType[type])
            .Where(one => IsValid(one, now)),
    ];

    /// <summary>The actuator of a channel at a moment; null when it takes no commands.</summary>
    public Actuator? Find(string type, string channel, DateTimeOffset now) => byType[type]
        .Where(one => one.Channel == channel && IsValid(one, now))
        .MaxBy(static one => one.ValidFrom ?? DateTimeOffset.MinValue);

    private static bool IsValid(Actuator one, DateTimeOffset now) => !(one.ValidFrom > now) && !(one.ValidTo <= now);

    private static ImmutableArray<Actuator> Own()
    {
        using var stream = typeof(ActuatorCatalog).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"The resource {Resource} is missing.");
        using var reader = new StreamReader(stream);
        return ActuatorFile.Read(reader.ReadToEnd(), "actuators.json");
    }
}
