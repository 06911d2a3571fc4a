using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Domain.Cases;
using CityActors.Domain.Incidents;
using CityActors.Domain.Incidents.Moves;
using CityActors.Grains.Cases;
using CityActors.Identity;

namespace CityActors.Grains.Incidents;

/// <summary>
/// The events of one case, and the case that they make. A move is decided on the case, made durable with everything that follows from
/// it in one write, and only then taken over; after a failure the case is read again, for nobody knows how much was written.
/// </summary>
internal sealed class CaseBook<TCase, TEvent>(CaseId id, CaseWays<TCase, TEvent> ways, ICaseStore store, TimeProvider time)
    where TCase : class
    where TEvent : class
{
    private const int Attempts = 5;
    private const int EventsAtOnce = 1_000;
    private bool isRead;
    private Task? reading;
    private CaseHead head;

    /// <summary>The case as it stands; null when there is none.</summary>
    public TCase? Case { get; private set; }

    /// <summary>Reads the case, unless it was read before.</summary>
    public async Task Open()
    {
        if (isRead)
        {
            return;
        }

        // A read may come while a move opens the book: both wait for one reading, or the slower one would put back what was before.
        var mine = reading ??= ReadAll();
        try
        {
            await mine;
        }
        finally
        {
            reading = reading == mine ? null : reading;
        }
    }

    /// <summary>Makes a move.</summary>
    /// <param name="order">What goes with it.</param>
    /// <param name="content">What is asked for, so that another move under the same key is found.</param>
    /// <param name="decide">Decides; called again when somebody else wrote in between.</param>
    public async Task<MoveAnswer> Move<T>(MoveOrder order, T content, Func<TCase?, Decision<TEvent>> decide)
        where T : notnull
    {
        var hash = MoveContent.Of(content, order, Caller.Actor);
        for (var attempt = 1; ; attempt++)
        {
            await Open();
            if (order.Key is { Length: > 0 and <= 128 } key && await store.Remembered(id, key) is { } memory)
            {
                return Again(memory, key, hash);
            }

            var decision = decide(Case);
            if (decision.Events.IsEmpty)
            {
                return Answer(decision);
            }

            try
            {
                await Write(order, hash, decision);
                return Answer(decision);
            }
            catch (Exception raced) when (raced is CaseConflictException or CaseKeyUsedException && attempt < Attempts)
            {
                isRead = false;
            }
            catch
            {
                isRead = false;
                throw;
            }
        }
    }

    /// <summary>A part of the timeline.</summary>
    public async Task<TimelinePage> Timeline(long after, int most)
    {
        var events = await store.Read(id, after, most);
        return new TimelinePage(
            [.. events.Select(each => ways.Entry(ways.Recorded(each)))], events.Length == most ? events[^1].Version : null);
    }

    private async Task ReadAll()
    {
        var (read, at) = (default(TCase), default(CaseHead));
        for (var more = true; more;)
        {
            var events = await store.Read(id, at.Version, EventsAtOnce);
            foreach (var each in events)
            {
                read = ways.Fold(read, ways.Recorded(each));
                at = new CaseHead(each.Version, each.Position);
            }

            more = events.Length == EventsAtOnce;
        }

        (Case, head, isRead) = (read, at, true);
    }

    private async Task Write(MoveOrder order, string hash, Decision<TEvent> decision)
    {
        var (at, actor, after, version) = (time.GetUtcNow(), Caller.Actor, Case, head.Version);
        at = DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds());
        var recorded = new List<Recorded<TEvent>>();
        foreach (var happened in decision.Events)
        {
            recorded.Add(new Recorded<TEvent>(++version, 0, at, actor, order.Reason, happened));
            after = ways.Fold(after, recorded[^1]);
        }

        var key = order.Key is null ? null : new CaseKey(order.Key, hash, CaseJson.Write(new KeptAnswer(decision.Made)));
        var receipt = await store.Write(new CaseWrite(at, Caller.Tenant, actor)
        {
            Appends =
            [
                new CaseAppend(
                    id, head.Version, [.. recorded.Select(ways.Draft)], ways.Row(after!), key),
            ],
            Messages = ways.Messages(after!, recorded, decision.Tells),
        });

        // Positions are known now: the events are taken over as they will be read.
        var position = receipt.Heads[0].Position - recorded.Count;
        foreach (var each in recorded)
        {
            Case = ways.Fold(Case, each with { Position = ++position });
        }

        head = receipt.Heads[0];
    }

    private MoveAnswer Answer(Decision<TEvent> decision) => new(
        decision.Outcome, id.Id, head.Version, head.Position, decision.Detail,
        decision.Outcome is MoveOutcome.Refused or MoveOutcome.Conflict && Case is { } known ? ways.Allowed(known) : [],
        decision.Last, decision.Made);

    private MoveAnswer Again(CaseMemory memory, string key, string hash) => memory.Content == hash
        ? new MoveAnswer(
            MoveOutcome.Unchanged, id.Id, memory.Version, memory.Position, null, [], null, CaseJson.Read<KeptAnswer>(memory.Answer).Made)
        : new MoveAnswer(
            MoveOutcome.Invalid, id.Id, head.Version, head.Position, $"The key '{key}' was used for another move of {id} before.", [], null,
            null);

    private sealed record KeptAnswer(string? Made);
}
