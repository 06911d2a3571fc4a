using CityActors.Commands;
using CityActors.Domain.Changes;
using CityActors.Domain.Twins;
using CityActors.Log;

namespace CityActors.Grains.Commands;

/// <summary>Commands as callers see them.</summary>
internal static class CommandViews
{
    /// <summary>A command of the fold.</summary>
    public static CityCommand Of(CommandPicture picture)
    {
        if (!LogPosition.TryParse(picture.Id, out var position))
        {
            throw new InvalidDataException($"'{picture.Id}' is not the id of a command.");
        }

        return new CityCommand(
            picture.Id, picture.Twin, picture.Channel, picture.Value, picture.Actor, picture.Key, picture.Why,
            Moment.Of(picture.RequestedAtMs), Moment.Of(picture.ExpiresAtMs), picture.State, picture.Reason, picture.ChangedBy,
            Moment.Of(picture.ChangedAtMs), picture.Attempts, picture.LateAnswer, picture.Report, picture.Reported,
            position with { Sequence = picture.ChangedSequence });
    }

    /// <summary>Position of a command's record.</summary>
    /// <exception cref="CommandNotFoundException">The id is none.</exception>
    public static LogPosition PositionOf(string? id) =>
        LogPosition.TryParse(id, out var position) ? position : throw new CommandNotFoundException(Short(id));

    private static string Short(string? id) => id is null ? "nothing" : id.Length <= 80 ? id : id[..80] + "…";
}
