using System.Collections.Immutable;
using CityActors.Grains.Cases;

namespace CityActors.Grains.Tests.Memory;

/// <summary>A store of cases in memory: everything of a write is there at once, and stays when a silo is killed.</summary>
public sealed class MemoryCases(Pulse pulse) : ICaseStore
{
    private readonly Lock gate = new();
    private readonly List<CaseEvent> events = [];
    private readonly Dictionary<CaseId, (CaseHead Head, CaseRow Row)> rows = [];
    private readonly Dictionary<CaseId, List<CaseEvent>> cases = [];
    private readonly HashSet<(string, string)> names = [];
    private readonly Dictionary<(CaseId, string), CaseMemory> keys = [];
    private readonly SortedDictionary<long, PendingMessage> messages = [];
    private readonly Dictionary<(string, int), long> watermarks = [];
    private ImmutableDictionary<string, CaseIndex> indexes = ImmutableDictionary<string, CaseIndex>.Empty;
    private long numbers;
    private long writes;

    /// <summary>Called before each write; what it throws, the writer gets.</summary>
    public Action<CaseWrite> Before { get; set; } = static _ => { };

    public long Writes => Interlocked.Read(ref writes);

    /// <summary>All events so far.</summary>
    public IReadOnlyList<CaseEvent> Events
    {
        get
        {
            lock (gate)
            {
                return [.. events];
            }
        }
    }

    /// <summary>All messages that wait.</summary>
    public IReadOnlyList<PendingMessage> Waiting
    {
        get
        {
            lock (gate)
            {
                return [.. messages.Values];
            }
        }
    }

    /// <summary>Takes the indexes of a silo that starts.</summary>
    public MemoryCases With(IEnumerable<CaseIndex> taken)
    {
        indexes = taken.ToImmutableDictionary(static index => index.Kind);
        return this;
    }

    public async Task<CaseReceipt> Write(CaseWrite write, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        Before(write);
        CaseReceipt receipt;
        lock (gate)
        {
            receipt = Put(write);
            Interlocked.Increment(ref writes);
        }

        pulse.Beat();
        return receipt;
    }

    public Task<ImmutableArray<CaseEvent>> Read(CaseId id, long after, int most, CancellationToken cancellationToken = default) =>
        Locked(() => cases.GetValueOrDefault(id, []).Where(each => each.Version > after).Take(most).ToImmutableArray());

    public Task<CaseMemory?> Remembered(CaseId id, string key, CancellationToken cancellationToken = default) =>
        Locked(() => keys.GetValueOrDefault((id, key)));

    public Task<CaseSlice> ReadAll(ImmutableArray<string> kinds, long after, int most, CancellationToken cancellationToken = default) =>
        Locked(() =>
        {
            var part = events.Skip((int)after).Take(most).ToList();
            return new CaseSlice(
                [.. part.Where(each => kinds.IsEmpty || kinds.Contains(each.Case.Kind))], part.Count == 0 ? after : part[^1].Position);
        });

    public Task<CasePage> Find(CaseQuery query, CancellationToken cancellationToken = default)
    {
        var index = Index(query.Kind);
        return Locked(() =>
        {
            var all = MemoryRows.Sorted(index, rows, query.Filters).ToList();
            var left = query.After is null ? all : all.SkipWhile(row => MemoryRows.Cursor(index, row) != query.After).Skip(1).ToList();
            var page = left.Take(query.Most).ToList();
            return new CasePage(
                [.. page.Select(static row => new CaseFound(row.Id, row.Head, row.Row.Summary))],
                left.Count > page.Count ? MemoryRows.Cursor(index, page[^1]) : null, all.Count, events.Count);
        });
    }

    public Task<ImmutableArray<CaseCount>> Count(
        string kind, ImmutableArray<CaseFilter> filters, ImmutableArray<string> by, CancellationToken cancellationToken = default)
    {
        var index = Index(kind);
        return Locked(() => MemoryRows.Sorted(index, rows, filters)
            .GroupBy(row => string.Join(',', by.Select(column => MemoryRows.Number(row.Row, column))))
            .Select(group => new CaseCount([.. by.Select(column => MemoryRows.Number(group.First().Row, column))], group.Count()))
            .ToImmutableArray());
    }

    public Task<ImmutableArray<CaseFound>> Rows(string kind, ImmutableArray<string> ids, CancellationToken cancellationToken = default) =>
        Locked(() => ids.Where(id => rows.ContainsKey(new CaseId(kind, id)))
            .Select(id => rows[new CaseId(kind, id)] is var (head, row) ? new CaseFound(id, head, row.Summary) : null!)
            .ToImmutableArray());

    public Task<ImmutableArray<CaseDue>> Due(ImmutableArray<string> kinds, int most, CancellationToken cancellationToken = default) =>
        Locked(() => rows.Where(pair => kinds.Contains(pair.Key.Kind) && pair.Value.Row.DueAt is not null)
            .Select(static pair => new CaseDue(pair.Key, pair.Value.Row.DueAt!.Value))
            .OrderBy(static due => due.DueAt).Take(most).ToImmutableArray());

    public Task<ImmutableArray<PendingMessage>> Pending(
        ImmutableArray<string> topics, long after, int most, CancellationToken cancellationToken = default) =>
        Locked(() => messages.Values.Where(each => each.Number > after && topics.Contains(each.Message.Topic)).Take(most)
            .ToImmutableArray());

    public Task Acknowledge(ImmutableArray<long> acknowledged, CancellationToken cancellationToken = default) =>
        Write(new CaseWrite(DateTimeOffset.UnixEpoch, "default", "system") { Acknowledged = acknowledged }, cancellationToken);

    public async ValueTask<long> Watermark(string follower, int partition, CancellationToken cancellationToken = default) =>
        await Locked(() => watermarks.GetValueOrDefault((follower, partition), -1));

    public async ValueTask<long> Position(CancellationToken cancellationToken = default) => await Locked(() => events.Count);

    public async Task Written(long above, CancellationToken cancellationToken)
    {
        while (true)
        {
            var beat = pulse.Next;
            if (Writes > above)
            {
                return;
            }

            await beat.WaitAsync(cancellationToken);
        }
    }

    private CaseReceipt Put(CaseWrite write)
    {
        if (write.Watermark is { } mark && mark.UpTo <= watermarks.GetValueOrDefault((mark.Follower, mark.Partition), -1))
        {
            return new CaseReceipt(false, [.. write.Appends.Select(append => Head(append.Case))], events.Count);
        }

        foreach (var append in write.Appends)
        {
            if (append.Key is { } used && keys.ContainsKey((append.Case, used.Key)))
            {
                throw new CaseKeyUsedException(append.Case, used.Key);
            }

            if (Head(append.Case).Version is var actual && actual != append.Expected)
            {
                throw new CaseConflictException(append.Case, append.Expected, actual);
            }
        }

        foreach (var append in write.Appends)
        {
            Put(write, append);
        }

        foreach (var message in write.Messages.Where(IsNew))
        {
            messages[++numbers] = new PendingMessage(numbers, message, write.At);
        }

        foreach (var number in write.Acknowledged)
        {
            if (messages.Remove(number, out var told))
            {
                names.Remove((told.Message.Topic, told.Message.Id));
            }
        }

        if (write.Watermark is { } reached)
        {
            watermarks[(reached.Follower, reached.Partition)] = reached.UpTo;
        }

        return new CaseReceipt(true, [.. write.Appends.Select(append => Head(append.Case))], events.Count);
    }

    private void Put(CaseWrite write, CaseAppend append)
    {
        var version = append.Expected;
        foreach (var draft in append.Events)
        {
            events.Add(new CaseEvent(
                append.Case, ++version, events.Count + 1, write.At, write.Tenant, write.Actor, draft.Type, draft.Body));
            cases.TryAdd(append.Case, []);
            cases[append.Case].Add(events[^1]);
        }

        var head = Head(append.Case);
        if (append.Row is { } row)
        {
            rows[append.Case] = (head, row);
        }
        else if (rows.TryGetValue(append.Case, out var before))
        {
            rows[append.Case] = (head, before.Row);
        }

        if (append.Key is { } key)
        {
            keys[(append.Case, key.Key)] = new CaseMemory(key.Content, key.Answer, head.Version, head.Position);
        }
    }

    private bool IsNew(CaseMessage message) => names.Add((message.Topic, message.Id));

    private CaseHead Head(CaseId id) => cases.TryGetValue(id, out var own) ? new CaseHead(own[^1].Version, own[^1].Position) : default;

    private CaseIndex Index(string kind) =>
        indexes.GetValueOrDefault(kind) ?? throw new ArgumentException($"Cases of kind '{kind}' are not listed.");

    private Task<T> Locked<T>(Func<T> read)
    {
        lock (gate)
        {
            return Task.FromResult(read());
        }
    }
}
