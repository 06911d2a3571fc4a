using System.Collections.Immutable;
using CityActors.Twins;
using CityActors.Twins.Channels;

namespace CityActors.Web.Twins.Panel;

/// <summary>
/// One twin, followed from the position at which it was read: no change is missed and none is counted twice. What cannot be followed
/// is read again every few seconds.
/// </summary>
internal sealed class TwinWatch(IGrainFactory grains, string id, TimeProvider time)
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(2);

    /// <summary>The twin; null before it was read and when there is none.</summary>
    public TwinState? State { get; private set; }

    /// <summary>Relations both ways.</summary>
    public TwinRelations Relations { get; private set; } = new([], []);

    /// <summary>Whether it was looked for.</summary>
    public bool IsRead { get; private set; }

    /// <summary>Whether the city cannot be asked now and is asked again.</summary>
    public bool IsInTrouble { get; private set; }

    /// <summary>Grows with everything that is new here.</summary>
    public int Version { get; private set; }

    /// <summary>Runs until the panel is closed.</summary>
    public async Task Run(CancellationToken left)
    {
        while (!left.IsCancellationRequested)
        {
            try
            {
                if (await Read())
                {
                    await Follow(left);
                }
            }
            catch (OperationCanceledException) when (left.IsCancellationRequested)
            {
                return;
            }
            catch (Exception) when (!left.IsCancellationRequested)
            {
                // A shard that starts again, or too many subscriptions: the panel says so, and the loop asks again.
                IsInTrouble = true;
                Version++;
            }

            await Task.Delay(Retry, time, left).ConfigureAwait(
                ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
        }
    }

    /// <summary>Reads relations again: who points here is nothing that this twin is told of. A failure leaves them as they were.</summary>
    public async Task ReadRelations()
    {
        try
        {
            var now = State is null ? Relations : await grains.GetGrain<IEntityGrain>(id).Relations();
            var isNew = !now.Outgoing.SequenceEqual(Relations.Outgoing) || !now.Incoming.SequenceEqual(Relations.Incoming);
            (Relations, Version) = (now, isNew ? Version + 1 : Version);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            // The loop that follows the twin meets the same trouble and says so.
        }
    }

    private async Task<bool> Read()
    {
        var twin = grains.GetGrain<IEntityGrain>(id);
        State = await twin.Read();
        if (State is not null)
        {
            Relations = await twin.Relations();
        }

        (IsRead, IsInTrouble) = (true, false);
        Version++;
        return State is not null;
    }

    private async Task Follow(CancellationToken left)
    {
        await foreach (var change in grains.GetGrain<IEntityGrain>(id).Changes(State!.Position, cancellationToken: left))
        {
            if (!Apply(change) && !await Read())
            {
                return;
            }
        }
    }

    // A reading changes one channel. Everything else, and a channel that is new, is read as a whole.
    private bool Apply(TwinChange change)
    {
        if (State is null || change.Kind != TwinChangeKind.Channel)
        {
            return false;
        }

        var at = -1;
        for (var i = 0; i < State.Channels.Length; i++)
        {
            at = State.Channels[i].Name == change.Channel ? i : at;
        }

        if (at < 0)
        {
            return false;
        }

        if (change.Position.Sequence > State.Channels[at].Position.Sequence || change.Position.Sequence > State.Position.Sequence)
        {
            State = With(State, at, change);
            Version++;
        }

        return true;
    }

    private static TwinState With(TwinState state, int channel, TwinChange change)
    {
        var isPlaced = !double.IsNaN(change.Longitude);
        return state with
        {
            Channels = state.Channels.SetItem(channel, state.Channels[channel] with
            {
                Value = change.Value,
                Quality = change.Quality,
                ObservedAt = change.ObservedAt,
                ArrivedAt = change.ArrivedAt,
                Position = change.Position,
            }),
            ChangedAt = change.ArrivedAt,
            Longitude = isPlaced ? change.Longitude : state.Longitude,
            Latitude = isPlaced ? change.Latitude : state.Latitude,
            Position = change.Position,
        };
    }
}
