using System.Collections.Immutable;
using CityActors.Cases;
using CityActors.Web.Console.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CityActors.Web.Cases;

/// <summary>A page about cases: it listens to their feed, and moves of people go through it.</summary>
public abstract class CasePage : LivePage
{
    /// <summary>Which kinds of cases the page shows, see <see cref="CaseKinds"/>.</summary>
    protected abstract ImmutableArray<string> Kinds { get; }

    /// <inheritdoc/>
    protected override TimeSpan Pace => TimeSpan.FromSeconds(5);

    /// <summary>Texts of cases.</summary>
    [Inject]
    protected IStringLocalizer<CaseTexts> Cases { get; set; } = null!;

    /// <summary>Whether what happened changes what is shown.</summary>
    protected virtual bool Concerns(CaseNews news) => true;

    /// <inheritdoc/>
    protected override async Task Listen(CancellationToken leaving)
    {
        await foreach (var news in Grains.GetGrain<ICaseFeedGrain>(0).Changes(Kinds, null, leaving))
        {
            if (Concerns(news))
            {
                Wake();
            }
        }
    }

    /// <summary>Makes a move in the operator's name and says what came of it.</summary>
    protected Task Move(Func<Task<MoveAnswer>> move) => Act(async () => CaseWords.Answer(Cases, await move()));

    /// <summary>What goes with a move that was made here: a key of its own, so that a repeated delivery changes nothing.</summary>
    protected static MoveOrder Order(string? reason = null, long? expected = null) =>
        new(Guid.NewGuid().ToString("N"), string.IsNullOrWhiteSpace(reason) ? null : reason.Trim(), expected);
}
