using CityActors.Web.Api.Problems;

namespace CityActors.Web.Api.Entities;

/// <summary>What became of the entities of a batch of which some are wrong (NGSI-LD BatchOperationResult).</summary>
/// <param name="Success">Ids of those that are durable.</param>
/// <param name="Errors">The others.</param>
internal sealed record EntityBatchAnswer(IReadOnlyList<string> Success, IReadOnlyList<EntityBatchError> Errors);

/// <summary>An entity of a batch that is wrong.</summary>
/// <param name="EntityId">Its id; null when it has none that can be shown.</param>
/// <param name="Error">What is wrong.</param>
internal sealed record EntityBatchError(string? EntityId, Problem Error);
