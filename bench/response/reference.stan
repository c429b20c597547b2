// The reference response model of docs/methods/response.md (equations R1 to R5), written as a statistician would write it for Stan:
// every person's deviates are sampled, scores are vectorised, spreads are non-centred.
data {
  int<lower=1> n;                       // scores
  int<lower=1> people;
  int<lower=1, upper=people> person[n];
  vector<lower=0>[n] week;
  vector<lower=0>[people] dose;         // units; 0 is placebo
  vector[n] y;
}
transformed data {
  vector[n] log_week;
  vector[n] lasting = 1 - exp(-week / 2);
  vector[n] given;
  for (j in 1:n) {
    given[j] = week[j] > 0 ? dose[person[j]] : 0;
    log_week[j] = week[j] > 0 ? log(week[j]) : 0;
  }
}
parameters {
  real base;
  real<lower=0, upper=1> emax;
  real ld50;
  real ltp;
  real la;
  real placebo;
  real<lower=0> w_base;
  real<lower=0> w_d50;
  real<lower=0> w_tp;
  real<lower=0> sigma;
  vector[people] z1;
  vector[people] z2;
  vector[people] z3;
}
model {
  vector[people] b = base + w_base * z1;
  vector[people] log_half = ld50 + w_d50 * z2;
  vector[people] log_peak = ltp + w_tp * z3;
  vector[n] x = given .* exp(exp(la) * (1 + log_week - log_peak[person] - week .* exp(-log_peak[person])) - log_half[person]);
  vector[n] left = 1 - placebo * lasting - emax * (x ./ (1 + x));
  base ~ normal(45, 10);
  emax ~ beta(4, 4);
  ld50 ~ normal(log(5000), 1);
  ltp ~ normal(log(4), 0.5);
  la ~ normal(log(1.5), 0.5);
  placebo ~ normal(0.05, 0.1);
  w_base ~ normal(0, 10);
  w_d50 ~ normal(0, 1);
  w_tp ~ normal(0, 0.5);
  sigma ~ normal(0, 10);
  z1 ~ std_normal();
  z2 ~ std_normal();
  z3 ~ std_normal();
  y ~ normal(b[person] .* left, sigma);
}
