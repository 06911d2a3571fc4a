using CityActors.Domain.Changes;
using CityActors.Domain.Commands;
using CityActors.Domain.Tests.Twins.Fold;
using CityActors.Twins.Channels;

namespace CityActors.Domain.Tests.Commands.Fold;

/// <summary>A partition with one street light, to which commands are given.</summary>
internal sealed class CommandedCity
{
    public const string Light = "urn:ngsi-ld:Streetlight:den-1";
    public const string Power = "powerState";

    public CommandedCity(FoldedCity? city = null)
    {
        City = city ?? new FoldedCity();
        City.Register(Light, Power, "illuminanceLevel");
        City.Listen();
    }

    public FoldedCity City { get; }

    public static CommandOrder Order(string word, string? key = null, long expiresAfterMs = 60_000) => new(
        Light, Power, TwinValue.OfCode(word), 0, key, null, FoldedCity.Start + expiresAfterMs, 600_000);

    /// <summary>Asks for a command.</summary>
    /// <returns>Sequence of its record.</returns>
    public long Ask(CommandOrder order)
    {
        City.Log(writer => writer.Command(order));
        return City.State.Sequence;
    }

    public void Answer(long command, OutcomeKind kind, string? reason = null, string twin = Light) =>
        City.Log(writer => writer.CommandOutcome(new CommandOutcome(command, twin, kind, reason)));

    public void Report(string word) => City.Read(Light, Power, TwinValue.OfCode(word), City.NowMs += 1_000);

    public CommandPicture? Find(long command) => City.State.Command(command);

    /// <summary>Commands that were told of, each as it was told.</summary>
    public List<CommandPicture> Told()
    {
        var told = new List<CommandPicture>();
        for (var reader = new ChangeReader(City.Said); reader.Next();)
        {
            if (reader.Kind == ChangeKind.CommandChanged)
            {
                told.Add(CommandPicture.Read(reader.Fields()));
            }
        }

        return told;
    }
}
